namespace ModelRouter;

/// <summary>How a counter stands, in the budget's unit.</summary>
/// <param name="Spent">What has been settled; ≥ 0.</param>
/// <param name="Reserved">What is put aside for calls that have not ended; ≥ 0. Where parts of a budget are
/// leased to processes, the whole of what others have leased.</param>
public readonly record struct BudgetBalance(decimal Spent, decimal Reserved);
