namespace ModelRouter;

/// <summary>How well a model answered a labelled prompt.</summary>
/// <param name="Model">The model's number.</param>
/// <param name="Outcome">0 (wrong) to 1 (right).</param>
/// <param name="Logit">What is predicted without the prompt's neighbours.</param>
internal readonly record struct ModelOutcome(int Model, double Outcome, double Logit);
