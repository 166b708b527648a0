namespace ModelRouter.Evaluation;

/// <summary>How a router between two models does at one threshold.</summary>
/// <param name="Threshold">The score from which on the strong model is asked.</param>
/// <param name="StrongShare">Share of the rows that went to the strong model; 0 to 1.</param>
/// <param name="Quality">Mean outcome; 0 to 1.</param>
public readonly record struct PairPoint(double Threshold, double StrongShare, double Quality);
