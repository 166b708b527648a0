using System.Collections.Concurrent;

namespace ModelRouter;

/// <summary>Budgets of one process, to the last decimal: what the router uses unless it is given another store.</summary>
/// <remarks>Safe for concurrent use. It ends with the process, and a budget is whole again after a restart; counters of a window are
/// forgotten when the second window after it begins and nothing is reserved in them any more.</remarks>
public sealed class InMemoryBudgetStore : IBudgetStore
{
    private readonly ConcurrentDictionary<(string Budget, string Value, DateTimeOffset Start, BudgetUnit Unit), Cell> _cells = new();

    // By budget, the beginning of the window that was begun last: when it moves on, what was before it can go. Not it: a clock that is ahead
    // for a moment must not make the present's budgets whole again.
    private readonly ConcurrentDictionary<string, DateTimeOffset> _latest = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public ValueTask<BudgetAnswer> ReserveAsync(BudgetCounter counter, decimal amount, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(counter);
        ArgumentOutOfRangeException.ThrowIfNegative(amount);
        return new(CellOf(counter).Reserve(counter.Limit, amount));
    }

    /// <inheritdoc/>
    public ValueTask<BudgetBalance> SettleAsync(BudgetCounter counter, decimal reserved, decimal spent, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(counter);
        ArgumentOutOfRangeException.ThrowIfNegative(reserved);
        ArgumentOutOfRangeException.ThrowIfNegative(spent);
        return new(CellOf(counter).Settle(reserved, spent));
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<BudgetUse>> ReadAsync(DateTimeOffset moment, CancellationToken cancellationToken = default) =>
        new([.. _cells.Where(cell => cell.Value.End > moment)
            .Select(static cell => new BudgetUse(cell.Key.Budget, cell.Key.Value, cell.Key.Start, cell.Value.Read()) { Unit = cell.Key.Unit })]);

    /// <summary>How a counter stands.</summary>
    internal BudgetBalance Read(BudgetCounter counter) => CellOf(counter).Read();

    private Cell CellOf(BudgetCounter counter)
    {
        var key = (counter.Budget, counter.Value, counter.Start, counter.Unit);
        if (_cells.TryGetValue(key, out var cell))
        {
            return cell;
        }

        Forget(counter);
        return _cells.GetOrAdd(key, static (_, end) => new(end), counter.End);
    }

    private void Forget(BudgetCounter begun)
    {
        var isKnown = _latest.TryGetValue(begun.Budget, out var latest);
        _latest[begun.Budget] = begun.Start;
        if (!isKnown || latest >= begun.Start)
        {
            return;
        }

        foreach (var (key, cell) in _cells)
        {
            if (key.Budget == begun.Budget && key.Start < latest && cell.Read().Reserved == 0)
            {
                _cells.TryRemove(key, out _);
            }
        }
    }

    private sealed class Cell(DateTimeOffset end)
    {
        private readonly Lock _lock = new();
        private decimal _spent;
        private decimal _reserved;

        internal DateTimeOffset End { get; } = end;

        internal BudgetAnswer Reserve(decimal limit, decimal amount)
        {
            lock (_lock)
            {
                var fits = _spent + _reserved + amount <= limit;
                _reserved += fits ? amount : 0;
                return new(fits, new(_spent, _reserved));
            }
        }

        internal BudgetBalance Settle(decimal reserved, decimal spent)
        {
            lock (_lock)
            {
                _reserved = Math.Max(0, _reserved - reserved);
                _spent += spent;
                return new(_spent, _reserved);
            }
        }

        internal BudgetBalance Read()
        {
            lock (_lock)
            {
                return new(_spent, _reserved);
            }
        }
    }
}
