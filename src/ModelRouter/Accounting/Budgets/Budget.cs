namespace ModelRouter;

/// <summary>So much and no more, in each window of time, for everybody together or for each tenant, user, agent or tag.</summary>
/// <remarks>Immutable. All budgets that a request falls under apply; the one with the least left decides. A request falls under a budget of tenants
/// only if it names a tenant, and so with users, agents and tags; a budget of <see cref="BudgetScope.Global"/> holds every request.</remarks>
public sealed record Budget
{
    /// <summary>By which exclusions, events and reports name it; unique without case.</summary>
    public required string Name { get; init; }

    /// <summary>For whom it is; for everybody together by default.</summary>
    public BudgetScope Scope { get; init; }

    /// <summary>The one tenant, user, agent or tag that it is for, compared ordinally; <see langword="null"/> for a budget of the same size for each.</summary>
    public string? Value { get; init; }

    /// <summary>After which time it is whole again.</summary>
    public required BudgetWindow Window { get; init; }

    /// <summary>The IANA id of the zone in which hours, days and months begin; UTC by default.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>How much may be used in a window, in <see cref="Unit"/>; &gt; 0.</summary>
    public required decimal Limit { get; init; }

    /// <summary>What is counted; US dollars by default.</summary>
    public BudgetUnit Unit { get; init; }

    /// <summary>What happens to a call that may cost more than is left.</summary>
    public BudgetExhaustion OnExhaustion { get; init; }

    /// <summary>The parts of the limit, each greater than 0 and at most 1, at which <see cref="ModelRouterOptions.OnBudgetEvent"/> is told, once in a
    /// window each. A budget that only alerts tells of 1 in any case.</summary>
    public IReadOnlyList<double> Thresholds { get; init; } = [];
}
