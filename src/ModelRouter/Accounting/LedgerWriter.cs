using Microsoft.Extensions.Logging;

namespace ModelRouter;

/// <summary>Writes what attempts cost to the ledger, and remembers whether it took the last entry.</summary>
/// <remarks>Safe for concurrent use.</remarks>
/// <param name="ledger">The ledger; nothing is kept if <see langword="null"/>.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Gets the failures.</param>
internal sealed class LedgerWriter(ISpendLedger? ledger, TimeProvider time, ILogger logger)
{
    // Whoever is taken out of service for a ledger that fails writes no more entry that could prove it well, so its failure is forgotten.
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(1);

    private long _failedAt = AttemptClock.Never;

    /// <summary>True if the ledger didn't take the last entry, and that was within the last minute.</summary>
    internal bool IsFailing => Volatile.Read(ref _failedAt) is var at and not AttemptClock.Never && time.GetElapsedTime(at) < Memory;

    /// <summary>Writes an entry. A failure is logged and counted, and doesn't reach the caller.</summary>
    internal async ValueTask RecordAsync(SpendEntry entry)
    {
        if (ledger is null)
        {
            return;
        }

        try
        {
            // The money is spent whether or not the caller still waits, so the caller's cancellation doesn't reach the ledger.
            await ledger.RecordAsync(entry, CancellationToken.None).ConfigureAwait(false);
            Volatile.Write(ref _failedAt, AttemptClock.Never);
        }
        catch (Exception exception)
        {
            // The caller has paid for this answer; taking it away would not save the entry.
            Volatile.Write(ref _failedAt, time.GetTimestamp());
            RouterMetrics.LedgerFailed();
            Log.LedgerFailed(logger, exception, entry.Model, entry.Cost, entry.CallId);
        }
    }
}
