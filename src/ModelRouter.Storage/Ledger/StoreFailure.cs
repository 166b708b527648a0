namespace ModelRouter.Storage;

/// <summary>What a database's failure means for the entries that it did not take.</summary>
internal enum StoreFailure
{
    /// <summary>It is busy, out of reach, or takes nothing for the moment, as during a failover: the same again later.</summary>
    Transient,

    /// <summary>Somebody has to do something: a full disk, a lost permission, a damaged file. Who waits is told; the rest is tried again.</summary>
    Lasting,

    /// <summary>An entry can't be stored as it is; others can.</summary>
    Entry,
}
