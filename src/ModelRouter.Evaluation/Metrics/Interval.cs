namespace ModelRouter.Evaluation;

/// <summary>A figure with its 95% interval.</summary>
/// <param name="Estimate">Of all rows.</param>
/// <param name="Low">The lower end.</param>
/// <param name="High">The upper end.</param>
public readonly record struct Interval(double Estimate, double Low, double High);
