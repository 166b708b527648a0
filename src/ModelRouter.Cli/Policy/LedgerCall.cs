using System.Runtime.CompilerServices;

namespace ModelRouter.Cli;

/// <summary>A call as the ledger has it.</summary>
/// <param name="Attempts">Its attempts in their order; at least one.</param>
internal sealed record LedgerCall(IReadOnlyList<SpendEntry> Attempts)
{
    public SpendEntry First => Attempts[0];

    /// <summary>The attempt whose content reached the caller, whole or in part; <see langword="null"/> if none did.</summary>
    public SpendEntry? Answer { get; } =
        Attempts.FirstOrDefault(static a => a.Outcome == AttemptOutcome.Succeeded)
        ?? Attempts.FirstOrDefault(static a => a.Outcome == AttemptOutcome.Interrupted)
        ?? Attempts.FirstOrDefault(static a => a.Outcome == AttemptOutcome.Cancelled);

    /// <summary>When it began, as near as the ledger tells.</summary>
    public DateTimeOffset At => First.At - First.Duration;

    /// <summary>US dollars for all attempts.</summary>
    public decimal Cost => Attempts.Aggregate(default(MoneySum), static (sum, a) => sum + a.Cost).ToDecimal();

    /// <summary>The calls of entries that come call by call.</summary>
    internal static async IAsyncEnumerable<LedgerCall> ReadAsync(IAsyncEnumerable<SpendEntry> entries, [EnumeratorCancellation] CancellationToken ct)
    {
        var attempts = new List<SpendEntry>();
        await foreach (var entry in entries.WithCancellation(ct).ConfigureAwait(false))
        {
            if (attempts.Count > 0 && attempts[0].CallId != entry.CallId)
            {
                yield return new(attempts);
                attempts = [];
            }

            attempts.Add(entry);
        }

        if (attempts.Count > 0)
        {
            yield return new(attempts);
        }
    }
}
