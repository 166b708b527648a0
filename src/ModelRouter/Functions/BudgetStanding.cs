namespace ModelRouter;

/// <summary>How a budget, or a run, stands.</summary>
/// <param name="Budget">The budget's name; <c>run</c> for the current run.</param>
/// <param name="Value">The tenant, user, agent, tag or run; empty for a global budget.</param>
/// <param name="Unit">What it counts.</param>
/// <param name="Limit">How much may be used in its window; <see langword="null"/> for a run without a limit.</param>
/// <param name="Spent">What is spent.</param>
/// <param name="Reserved">What calls under way can take at most.</param>
/// <param name="WindowEnd">When it is whole again; <see langword="null"/> for never.</param>
public sealed record BudgetStanding(string Budget, string Value, BudgetUnit Unit, decimal? Limit, decimal Spent, decimal Reserved, DateTimeOffset? WindowEnd)
{
    /// <summary>What is neither spent nor reserved, ≥ 0; <see langword="null"/> without a limit.</summary>
    public decimal? Left => Limit is { } limit ? Math.Max(0, limit - Spent - Reserved) : null;

    internal static BudgetStanding Of(RoutingRun run) => new(RoutingRun.BudgetName, run.Id, BudgetUnit.UsDollars, run.Limit, run.Spent, run.Reserved, null);

    internal static BudgetStanding Of(Budget budget, BudgetCounter counter, BudgetBalance balance) => new(
        budget.Name, counter.Value, budget.Unit, counter.Limit, balance.Spent, balance.Reserved, counter.End == DateTimeOffset.MaxValue ? null : counter.End);
}
