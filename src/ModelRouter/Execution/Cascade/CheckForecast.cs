namespace ModelRouter;

/// <summary>What the checks of a model's answer are expected to find out.</summary>
/// <param name="Sensitivity">The share of wrong answers that fail one of them.</param>
/// <param name="Specificity">The share of right answers that pass them all.</param>
/// <param name="Answers">How many answers are asked for, the first included.</param>
internal readonly record struct CheckForecast(double Sensitivity, double Specificity, int Answers);
