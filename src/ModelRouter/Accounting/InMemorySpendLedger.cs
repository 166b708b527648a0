using System.Runtime.CompilerServices;

namespace ModelRouter;

/// <summary>A ledger in memory: a running total of everything, and the latest entries up to a bound.</summary>
/// <remarks>Safe for concurrent use. It ends with the process; a ledger that has to last is written to storage.</remarks>
public sealed class InMemorySpendLedger : ISpendLedger, ISpendLedgerReader
{
    private readonly Lock _lock = new();
    private readonly Queue<SpendEntry> _entries = new();
    private readonly int _capacity;
    private decimal _total;
    private long _count;

    /// <summary>An empty ledger.</summary>
    /// <param name="capacity">Entries kept for <see cref="Snapshot"/>; the oldest go first. At least 1, default 10,000.</param>
    public InMemorySpendLedger(int capacity = 10_000)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _capacity = capacity;
    }

    /// <summary>US dollars of all entries ever recorded, those no longer kept included.</summary>
    public decimal Total
    {
        get
        {
            lock (_lock)
            {
                return _total;
            }
        }
    }

    /// <summary>How many entries were ever recorded.</summary>
    public long Count
    {
        get
        {
            lock (_lock)
            {
                return _count;
            }
        }
    }

    /// <summary>A copy of the entries kept, oldest first.</summary>
    public IReadOnlyList<SpendEntry> Snapshot()
    {
        lock (_lock)
        {
            return _entries.ToArray();
        }
    }

    /// <inheritdoc/>
    /// <remarks>Only of the entries kept.</remarks>
    public IAsyncEnumerable<SpendEntry> ReadAsync(SpendQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return ReadAsync(Snapshot().Where(query.Matches).OrderBy(static entry => entry.At).TakeLast(query.Newest ?? int.MaxValue), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask RecordAsync(SpendEntry entry, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entry);
        lock (_lock)
        {
            if (_entries.Count == _capacity)
            {
                _entries.Dequeue();
            }

            _entries.Enqueue(entry);
            _total += entry.Cost;
            _count++;
        }

        return ValueTask.CompletedTask;
    }

    private static async IAsyncEnumerable<SpendEntry> ReadAsync(IEnumerable<SpendEntry> entries, [EnumeratorCancellation] CancellationToken ct)
    {
        // Nobody waits for memory, but who reads may have gone.
        await ValueTask.CompletedTask.ConfigureAwait(false);
        foreach (var entry in entries)
        {
            ct.ThrowIfCancellationRequested();
            yield return entry;
        }
    }
}
