namespace ModelRouter;

/// <summary>The store of budgets failed, so that nobody can say whether a budget permits any of the models that may serve the request. The same request may be answered later.</summary>
public sealed class BudgetUnavailableException : NoEligibleModelException
{
    internal BudgetUnavailableException(RoutingDecision decision, BudgetCounter counter)
        : base(decision, innerException: null) => (Budget, Value) = (counter.Budget, counter.Value);

    /// <summary>The name of the budget that could not be asked.</summary>
    public string Budget { get; }

    /// <summary>The tenant, user, agent or tag; empty for a global budget.</summary>
    public string Value { get; }
}
