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

    /// <summary>A row for each day of UTC on which attempts ended.</summary>
    Day,
}
