namespace ModelRouter;

/// <summary>Budgets keep the request from every model that may serve it; the message names them, and what they have left.</summary>
/// <remarks>Where a run stopped after models had failed, <see cref="Exception.InnerException"/> is the <see cref="AllModelsFailedException"/> that tells of
/// them.</remarks>
public sealed class BudgetExhaustedException : NoEligibleModelException
{
    internal BudgetExhaustedException(RoutingDecision decision, BudgetCounter counter, decimal left, Exception? innerException = null)
        : base(decision, innerException) => (Budget, Value, WindowEnd, Left) = (counter.Budget, counter.Value, counter.End, left);

    /// <summary>The name of the budget that excluded the last model.</summary>
    public string Budget { get; }

    /// <summary>The tenant, user, agent or tag; empty for a global budget.</summary>
    public string Value { get; }

    /// <summary>When that budget is whole again; <see cref="DateTimeOffset.MaxValue"/> for never.</summary>
    public DateTimeOffset WindowEnd { get; }

    /// <summary>What it has left, in its unit; less than the call may cost, and 0 where others have reserved the rest.</summary>
    public decimal Left { get; }
}
