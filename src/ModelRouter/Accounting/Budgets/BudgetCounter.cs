namespace ModelRouter;

/// <summary>One window of a budget, for one of those whom it is for: what an <see cref="IBudgetStore"/> counts.</summary>
/// <param name="Budget">The budget's name.</param>
/// <param name="Value">The tenant, user, agent or tag; empty for a global budget.</param>
/// <param name="Start">When the window begins; with the two names before it, and <see cref="Unit"/>, tells counters apart. For <see cref="BudgetWindow.Total"/>
/// <see cref="DateTimeOffset.MinValue"/>.</param>
/// <param name="End">When it ends; for <see cref="BudgetWindow.Total"/> <see cref="DateTimeOffset.MaxValue"/>.</param>
/// <param name="Limit">How much may be used, in the budget's unit.</param>
public sealed record BudgetCounter(string Budget, string Value, DateTimeOffset Start, DateTimeOffset End, decimal Limit)
{
    /// <summary>What is counted: a budget that comes to count something else begins anew.</summary>
    public BudgetUnit Unit { get; init; }
}
