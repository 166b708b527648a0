namespace ModelRouter;

/// <summary>Stage 5: keeps what was spent. Implementations are safe for concurrent use.</summary>
public interface ISpendLedger
{
    /// <summary>Records one attempt at one model. A failure is logged by the router and doesn't take the answer from the
    /// caller, so a ledger that must not lose entries retries on its own.</summary>
    ValueTask RecordAsync(SpendEntry entry, CancellationToken cancellationToken = default);
}
