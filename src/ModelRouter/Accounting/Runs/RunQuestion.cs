namespace ModelRouter;

/// <summary>A call doesn't fit into what its run has left.</summary>
/// <param name="Run">The run whose limit is reached.</param>
/// <param name="Model">The id of the model whose turn it is.</param>
/// <param name="MostCost">US dollars that the call may cost there at most.</param>
/// <param name="Left">US dollars that are neither spent nor put aside for calls under way; ≥ 0.</param>
public sealed record RunQuestion(RoutingRun Run, string Model, decimal MostCost, decimal Left);
