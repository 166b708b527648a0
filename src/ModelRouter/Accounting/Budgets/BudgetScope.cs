namespace ModelRouter;

/// <summary>For whom a budget is.</summary>
public enum BudgetScope
{
    /// <summary>For all requests together.</summary>
    Global,

    /// <summary>For the requests of a tenant (<see cref="RequestAttribution.Tenant"/>).</summary>
    Tenant,

    /// <summary>For the requests of a user (<see cref="RequestAttribution.User"/>).</summary>
    User,

    /// <summary>For the requests of an agent (<see cref="RequestAttribution.Agent"/>).</summary>
    Agent,

    /// <summary>For the requests with a tag (<see cref="RequestAttribution.Tags"/>); a request with several counts for each. Tags of runs (<c>run:ID</c>) count only
    /// where <see cref="Budget.Value"/> names one: a <see cref="RoutingRun"/> has a limit of its own.</summary>
    Tag,
}
