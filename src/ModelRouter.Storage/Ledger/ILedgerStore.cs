namespace ModelRouter.Storage;

/// <summary>A database that holds a ledger. One writer at a time; reads are safe beside it.</summary>
internal interface ILedgerStore : IAsyncDisposable
{
    /// <summary>How messages name it; never its password.</summary>
    string Name { get; }

    /// <summary>Makes it ready: connects, and brings the schema up to date.</summary>
    Task PrepareAsync(CancellationToken ct);

    /// <summary>Commits all entries or none. An entry that it has already, by call and attempt, is kept as it is.</summary>
    Task WriteAsync(IReadOnlyList<SpendEntry> entries, CancellationToken ct);

    /// <summary>What a failure of <see cref="WriteAsync"/> means.</summary>
    StoreFailure Classify(Exception failure);

    /// <summary>A failure's type and code, for the log; not its text.</summary>
    string Describe(Exception failure);

    /// <summary>The rows that a query asks for, each to be read by <see cref="SpendRow.Read"/>.</summary>
    /// <param name="query">Which.</param>
    /// <param name="byCall">True for the order of calls and attempts, false for that of time.</param>
    /// <param name="ct">Stops reading.</param>
    IAsyncEnumerable<System.Data.Common.DbDataReader> RowsAsync(SpendQuery query, bool byCall, CancellationToken ct);

    /// <summary>What is wrong with the database itself, in sentences; nothing if all is well.</summary>
    Task<IReadOnlyList<string>> CheckAsync(CancellationToken ct);
}
