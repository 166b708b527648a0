namespace ModelRouter.Providers;

/// <summary>What a request's stay at a node tells about the node.</summary>
internal enum PoolOutcome
{
    /// <summary>Nothing.</summary>
    Unknown,

    /// <summary>It answered.</summary>
    Succeeded,

    /// <summary>It failed by its own fault.</summary>
    Failed,
}
