namespace ModelRouter;

/// <summary>Reads what a ledger keeps, for reports. Implementations are safe for concurrent use, also beside writers.</summary>
public interface ISpendLedgerReader
{
    /// <summary>The entries that a query asks for, by the time at which they ended; streamed, so that a ledger need not fit into memory.</summary>
    IAsyncEnumerable<SpendEntry> ReadAsync(SpendQuery query, CancellationToken cancellationToken = default);
}
