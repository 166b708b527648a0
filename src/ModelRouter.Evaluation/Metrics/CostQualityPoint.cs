namespace ModelRouter.Evaluation;

/// <summary>What a way of choosing models costs, and how good its answers are.</summary>
/// <param name="Cost">US dollars; ≥ 0.</param>
/// <param name="Quality">Mean outcome; 0 to 1.</param>
public readonly record struct CostQualityPoint(decimal Cost, double Quality);
