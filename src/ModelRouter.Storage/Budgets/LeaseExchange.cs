using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace ModelRouter.Storage;

/// <summary>Takes what a process's counters want to the database, all that have come together in one transaction, and keeps their leases alive.</summary>
/// <remarks>Safe for concurrent use. One exchange runs at a time; whoever comes meanwhile is in the next.</remarks>
internal sealed class LeaseExchange : IAsyncDisposable
{
    // Bounds a transaction, and so for how long rows of other processes' interest are locked.
    private const int MostClaims = 128;

    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<(string Budget, string Value, DateTimeOffset Start, BudgetUnit Unit), LeasedBudget> _budgets = new();
    private readonly IBudgetTable _table;
    private readonly TimeSpan _leaseTime;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ITimer _timer;

    // Who comes first is served first, or those that come again at once would keep all others out. By budget, true if it is to give back what is free.
    private readonly Queue<LeasedBudget> _queue = new();
    private readonly Dictionary<LeasedBudget, bool> _queued = [];
    private Task _running = Task.CompletedTask;
    private bool _isRunning;
    private int _isDisposed;

    /// <param name="table">The database; disposed along with this.</param>
    /// <param name="leaseTime">How long a lease holds that nobody renews.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Gets what is lost in the end.</param>
    internal LeaseExchange(IBudgetTable table, TimeSpan leaseTime, TimeProvider time, ILogger logger)
    {
        (_table, _leaseTime, _time, _logger) = (table, leaseTime, time, logger);
        _timer = time.CreateTimer(static exchange => ((LeaseExchange)exchange!).KeepAlive(), this, leaseTime / 3, leaseTime / 3);
    }

    internal ValueTask<BudgetAnswer> ReserveAsync(BudgetCounter counter, decimal amount, CancellationToken ct)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _isDisposed) != 0, this);
        while (true)
        {
            var budget = BudgetOf(counter);
            if (budget.TryReserve(amount, _time.GetUtcNow(), out var answer, out var wait))
            {
                return wait is null ? new(answer) : WaitAsync(counter, amount, wait, ct);
            }

            _budgets.TryRemove(new(KeyOf(counter), budget));
        }
    }

    internal ValueTask<BudgetBalance> SettleAsync(BudgetCounter counter, decimal reserved, decimal spent, CancellationToken ct)
    {
        while (true)
        {
            var budget = BudgetOf(counter);
            if (budget.TrySettle(reserved, spent, out var balance, out var wait))
            {
                return wait is null ? new(balance) : new(wait.WaitAsync(ct));
            }

            _budgets.TryRemove(new(KeyOf(counter), budget));
        }
    }

    /// <summary>Takes a budget along in the next exchange; once this has ended, nobody needs what is free.</summary>
    internal void Enqueue(LeasedBudget budget) => Enqueue(budget, givesBack: Volatile.Read(ref _isDisposed) != 0);

    /// <summary>Budgets of which something that was settled is not on the disk.</summary>
    internal int Lost => _budgets.Values.Count(static budget => budget.HasUnsettled);

    /// <summary>Waits for what is on its way, and gives back all that is not held by calls. Throws nothing: whoever disposes has others to dispose.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
        {
            return;
        }

        await _timer.DisposeAsync().ConfigureAwait(false);
        foreach (var (_, budget) in _budgets)
        {
            Enqueue(budget, givesBack: true);
        }

        while (true)
        {
            Task running;
            lock (_lock)
            {
                running = _running;
                if (!_isRunning)
                {
                    break;
                }
            }

            await running.ConfigureAwait(false);
        }

        await _table.DisposeAsync().ConfigureAwait(false);
        if (Lost is var lost and > 0)
        {
            StorageLog.BudgetsLost(new QuietLogger(_logger), lost);
        }
    }

    private static (string Budget, string Value, DateTimeOffset Start, BudgetUnit Unit) KeyOf(BudgetCounter counter) =>
        (counter.Budget, counter.Value, counter.Start, counter.Unit);

    private LeasedBudget BudgetOf(BudgetCounter counter) =>
        _budgets.GetOrAdd(KeyOf(counter), static (_, made) => new(made.counter, made.exchange), (counter, exchange: this));

    /// <summary>Who gives up waiting must not keep what comes after all.</summary>
    private async ValueTask<BudgetAnswer> WaitAsync(BudgetCounter counter, decimal amount, Task<BudgetAnswer> answer, CancellationToken ct)
    {
        try
        {
            return await answer.WaitAsync(ct).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            _ = ReleaseAsync();
            throw;
        }

        async Task ReleaseAsync()
        {
            await ((Task)answer).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (answer is { IsCompletedSuccessfully: true, Result.Fits: true })
            {
                await SettleAsync(counter, amount, 0, CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    private void Enqueue(LeasedBudget budget, bool givesBack)
    {
        lock (_lock)
        {
            if (_queued.TryAdd(budget, givesBack))
            {
                _queue.Enqueue(budget);
            }
            else if (givesBack)
            {
                _queued[budget] = true;
            }

            if (!_isRunning)
            {
                // Elsewhere, since databases of one file do not wait asynchronously.
                _isRunning = true;
                _running = Task.Run(RunAsync);
            }
        }
    }

    private async Task RunAsync()
    {
        while (true)
        {
            List<KeyValuePair<LeasedBudget, bool>> batch;
            lock (_lock)
            {
                if (_queue.Count == 0)
                {
                    _isRunning = false;
                    return;
                }

                batch = Dequeue();
            }

            await ExchangeAsync(batch).ConfigureAwait(false);
        }
    }

    /// <summary>The first of the queue. A counter that was closed and opened again may stand there twice, and in a batch once.</summary>
    private List<KeyValuePair<LeasedBudget, bool>> Dequeue()
    {
        var batch = new List<KeyValuePair<LeasedBudget, bool>>();
        var counters = new HashSet<(string, string, DateTimeOffset, BudgetUnit)>();
        while (batch.Count < MostClaims && _queue.TryPeek(out var next) && counters.Add(KeyOf(next.Counter)))
        {
            _queue.Dequeue();
            _queued.Remove(next, out var givesBack);
            batch.Add(new(next, givesBack));
        }

        return batch;
    }

    private async Task ExchangeAsync(List<KeyValuePair<LeasedBudget, bool>> batch)
    {
        var now = _time.GetUtcNow();
        var claims = batch.ConvertAll(entry => entry.Key.Claim(now, now + _leaseTime, entry.Value));
        try
        {
            var grants = await _table.ExchangeAsync(claims, now, CancellationToken.None).ConfigureAwait(false);
            for (var i = 0; i < grants.Length; i++)
            {
                if (batch[i].Key.Apply(claims[i], grants[i]))
                {
                    Enqueue(batch[i].Key);
                }
            }
        }
        catch (Exception exception)
        {
            batch.ForEach(entry => entry.Key.Fail(exception));
        }
    }

    private void KeepAlive()
    {
        foreach (var (key, budget) in _budgets)
        {
            switch (budget.Look())
            {
                case LeaseUpkeep.Closed:
                    _budgets.TryRemove(new(key, budget));
                    break;
                case LeaseUpkeep.Renew:
                    Enqueue(budget, givesBack: false);
                    break;
                case LeaseUpkeep.GiveBack:
                    Enqueue(budget, givesBack: true);
                    break;
            }
        }
    }
}
