namespace ModelRouter;

/// <summary>A counter as a report shows it.</summary>
/// <param name="Budget">The budget's name.</param>
/// <param name="Value">The tenant, user, agent or tag; empty for a global budget.</param>
/// <param name="Start">When its window began.</param>
/// <param name="Balance">How it stands.</param>
public sealed record BudgetUse(string Budget, string Value, DateTimeOffset Start, BudgetBalance Balance)
{
    /// <summary>What is counted, as the counter said.</summary>
    public BudgetUnit Unit { get; init; }
}
