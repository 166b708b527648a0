namespace ModelRouter.Storage;

/// <summary>What a lease needs from time to time.</summary>
internal enum LeaseUpkeep
{
    /// <summary>Nothing: nothing is leased.</summary>
    None,

    /// <summary>More time.</summary>
    Renew,

    /// <summary>Nobody has asked for a while: what is free goes back, and the rest needs more time.</summary>
    GiveBack,

    /// <summary>Nothing any more.</summary>
    Closed,
}
