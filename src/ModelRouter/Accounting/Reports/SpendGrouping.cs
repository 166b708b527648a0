namespace ModelRouter;

/// <summary>What a report's rows are.</summary>
public enum SpendGrouping
{
    /// <summary>A row for each model.</summary>
    Model,

    /// <summary>A row for each tier.</summary>
    Tier,

    /// <summary>A row for each task.</summary>
    Task,

    /// <summary>A row for each tenant.</summary>
    Tenant,

    /// <summary>A row for each user.</summary>
    User,

    /// <summary>A row for each agent.</summary>
    Agent,

    /// <summary>A row for each tag; an entry with several counts in each, so that rows add up to more than the total.</summary>
    Tag,

    /// <summary>A row for each way in which the choice was narrowed or led (<see cref="RoutingDecision.Selection"/>).</summary>
    Selection,

    /// <summary>A row for each check that an answer failed, and one for all other attempts.</summary>
    Check,

    /// <summary>A row for each day of UTC on which attempts ended.</summary>
    Day,
}
