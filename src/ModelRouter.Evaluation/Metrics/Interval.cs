namespace ModelRouter.Evaluation;

/// <summary>A figure with its 95% interval.</summary>
/// <param name="Estimate">Of all rows.</param>
/// <param name="Low">The lower end; no number where it isn't known, as of a single row or of rows that belong together.</param>
/// <param name="High">The upper end; no number where the lower is none.</param>
public readonly record struct Interval(double Estimate, double Low, double High);
