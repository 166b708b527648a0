namespace ModelRouter;

/// <summary>Several models' answers to the same request.</summary>
/// <param name="Answers">The answers, in the order in which models were named.</param>
/// <param name="Cost">US dollars of all together.</param>
public sealed record ModelComparison(IReadOnlyList<ModelAnswer> Answers, decimal Cost);
