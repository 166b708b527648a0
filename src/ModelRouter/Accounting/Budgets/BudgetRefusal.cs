namespace ModelRouter;

/// <summary>A budget that an attempt does not fit into.</summary>
/// <param name="Account">The budget.</param>
/// <param name="Left">What it has left, in its unit; ≥ 0.</param>
/// <param name="Spent">What has been spent of it.</param>
/// <param name="Reason">A sentence for people.</param>
/// <param name="IsFailure">True if nobody knows whether it fits, since the store failed.</param>
internal sealed record BudgetRefusal(BudgetAccount Account, decimal Left, decimal Spent, string Reason, bool IsFailure = false);
