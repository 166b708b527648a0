using System.Collections.Concurrent;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace ModelRouter;

/// <summary>The budgets of a router: finds those that a call falls under, reserves and settles in the store, and tells what happens to them.</summary>
/// <remarks>Safe for concurrent use. A store that fails keeps everything out that a budget would have to permit: nobody could say that it fits.</remarks>
internal sealed class BudgetControl
{
    // As long as a ledger's failure is remembered, and for the same reason.
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(1);

    private const int MostAccounts = 10_000;

    private readonly (Budget Budget, BudgetCalendar Calendar)[] _budgets;
    private readonly ConcurrentDictionary<(string Budget, string Value), BudgetAccount> _accounts = new();
    private readonly IBudgetStore _store;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Action<BudgetEvent>? _onEvent;
    private long _failedAt = AttemptClock.Never;

    private BudgetControl(ModelRouterOptions options, IBudgetStore store, TimeProvider time, ILogger logger)
    {
        _budgets = [.. options.Budgets.Select(b => (b, new BudgetCalendar(b.Window, TimeZoneInfo.FindSystemTimeZoneById(b.TimeZone))))];
        (_store, _time, _logger, _onEvent) = (store, time, logger, options.OnBudgetEvent);
    }

    /// <summary>The budgets, in the order in which they were given.</summary>
    internal IEnumerable<Budget> Budgets => _budgets.Select(static budget => budget.Budget);

    /// <summary>The time.</summary>
    internal DateTimeOffset Now => _time.GetUtcNow();

    /// <summary>True if the store failed within the last minute, and not worked since.</summary>
    internal bool IsFailing => Volatile.Read(ref _failedAt) is var at and not AttemptClock.Never && _time.GetElapsedTime(at) < Memory;

    /// <summary>The budgets into which the last call didn't fit, and whose windows have not ended.</summary>
    internal IEnumerable<BudgetAccount> Exhausted => _accounts.Values.Where(a => a.IsExhausted && a.Counter.End > _time.GetUtcNow());

    /// <summary>Of each budget and each of those whom it is for, the share of the limit that the window has spent, as far as this process knows.</summary>
    internal IEnumerable<(string Name, double Share)> Used =>
        _accounts.Values.Where(a => a.Counter.End > _time.GetUtcNow()).Select(static a => (a.Budget.Name, a.UsedShare));

    /// <summary>The control of a router's budgets; of those of runs alone if it has none.</summary>
    internal static BudgetControl Of(ModelRouterOptions options, IBudgetStore? store, TimeProvider time, ILogger logger) =>
        new(options, store ?? new InMemoryBudgetStore(), time, logger);

    /// <summary>The budgets that a call falls under; <see langword="null"/> if none.</summary>
    internal CallBudgets? Begin(RoutePlan plan, ChatMessage[] messages, ChatOptions? options)
    {
        if (_budgets.Length == 0 && plan.Run is null)
        {
            return null;
        }

        var budgets = new List<(Budget, string)>(_budgets.Length);
        foreach (var (budget, _) in _budgets)
        {
            foreach (var value in ValuesOf(budget, plan.Decision.Attribution))
            {
                budgets.Add((budget, value));
            }
        }

        return budgets.Count == 0 && plan.Run is null ? null : new(this, [.. budgets], plan, messages, options);
    }

    /// <summary>The current window.</summary>
    internal BudgetAccount AccountOf(Budget budget, string value)
    {
        var now = _time.GetUtcNow();
        if (_accounts.TryGetValue((budget.Name, value), out var account) && account.Counter.Start <= now && now < account.Counter.End)
        {
            return account;
        }

        var (start, end) = Array.Find(_budgets, b => ReferenceEquals(b.Budget, budget)).Calendar.WindowAt(now);
        var begun = new BudgetAccount(budget, new(budget.Name, value, start, end, budget.Limit) { Unit = budget.Unit });
        ForgetSome(now);
        return _accounts.AddOrUpdate(
            (budget.Name, value), begun, (_, known) => known.Counter.Start == start ? known : begun);
    }

    /// <summary>Reserves; gives why not if it doesn't fit.</summary>
    internal async ValueTask<BudgetRefusal?> ReserveAsync(BudgetAccount account, decimal amount, CancellationToken ct)
    {
        if (!account.Restricts || amount == 0)
        {
            return null;
        }

        BudgetAnswer answer;
        try
        {
            answer = await StoreOf(account).ReserveAsync(account.Counter, amount, ct).ConfigureAwait(false);
            NoteSuccess(account);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            Fail(account, exception);
            return new(account, 0, 0, $"The budget {account.Describe()} can't be asked: its store failed with {ErrorText.Of(exception)}.", IsFailure: true);
        }

        if (answer.Fits)
        {
            account.Note(fits: true);
            return null;
        }

        var left = Math.Max(0, account.Counter.Limit - answer.Balance.Spent - answer.Balance.Reserved);
        return new(
            account,
            left,
            answer.Balance.Spent,
            $"The call may take {account.Format(amount)}, and the budget {account.Describe()} has {account.Format(left)} left of "
            + $"{account.Format(account.Counter.Limit)} {account.Until()} ({account.Format(answer.Balance.Spent)} spent, {account.Format(answer.Balance.Reserved)} reserved).");
    }

    /// <summary>A model is passed over for want of money.</summary>
    internal void Note(BudgetRefusal refusal)
    {
        var account = refusal.Account;
        if (!refusal.IsFailure && account.Note(fits: false))
        {
            Tell(new(BudgetEventKind.Exhausted, account.Budget, account.Counter.Value, account.Counter.End, refusal.Spent), refusal.Reason);
        }
    }

    /// <summary>Gives back what another budget's refusal has made useless.</summary>
    internal ValueTask ReleaseAsync(BudgetAccount account, decimal amount) =>
        account.Restricts && amount > 0 ? SettleAsync(account, amount, 0) : default;

    /// <summary>Counts what was used. A failure is logged and doesn't reach the caller, whose answer it would not pay for.</summary>
    internal async ValueTask SettleAsync(BudgetAccount account, decimal reserved, decimal spent)
    {
        if (reserved == 0 && spent == 0)
        {
            return;
        }

        BudgetBalance balance;
        try
        {
            balance = await StoreOf(account).SettleAsync(account.Counter, reserved, spent, CancellationToken.None).ConfigureAwait(false);
            NoteSuccess(account);
        }
        catch (Exception exception)
        {
            account.NoteUntold(spent);
            Fail(account, exception);
            return;
        }

        account.Note(balance.Spent);
        (BudgetEvent Event, string Text)[] happened = [.. Happened(account, reserved, spent, balance.Spent)];
        await Each.EndAsync(happened, told =>
        {
            Tell(told.Event, told.Text);
            return default;
        }).ConfigureAwait(false);
    }

    /// <summary>How the budgets stand now.</summary>
    internal async ValueTask<IReadOnlyList<(Budget Budget, BudgetCounter Counter, BudgetBalance Balance)>> ReadAsync(CancellationToken ct)
    {
        var now = _time.GetUtcNow();
        var uses = await _store.ReadAsync(now, ct).ConfigureAwait(false);
        var standing = new List<(Budget, BudgetCounter, BudgetBalance)>();
        foreach (var (budget, calendar) in _budgets)
        {
            var (start, end) = calendar.WindowAt(now);
            var current = uses.Where(use => use.Budget == budget.Name && use.Unit == budget.Unit && use.Start == start && (budget.Value is null || use.Value == budget.Value))
                .OrderBy(static use => use.Value, StringComparer.Ordinal).ToList();
            if (current.Count == 0 && (budget.Scope == BudgetScope.Global || budget.Value is not null))
            {
                current.Add(new(budget.Name, budget.Value ?? "", start, default));
            }

            standing.AddRange(current.Select(use => (budget, new BudgetCounter(budget.Name, use.Value, start, end, budget.Limit) { Unit = budget.Unit }, use.Balance)));
        }

        return standing;
    }

    /// <summary>Keeps memory bounded, however many tenants or users there are; an account that is forgotten too early only tells once more that
    /// it is exhausted.</summary>
    private void ForgetSome(DateTimeOffset now)
    {
        if (_accounts.Count < MostAccounts)
        {
            return;
        }

        foreach (var (key, account) in _accounts)
        {
            if (account.Counter.End <= now)
            {
                _accounts.TryRemove(key, out _);
            }
        }

        if (_accounts.Count >= MostAccounts)
        {
            _accounts.Clear();
        }
    }

    /// <summary>A run is counted in memory, which tells nothing of the store.</summary>
    private void NoteSuccess(BudgetAccount account)
    {
        if (account.Store is null)
        {
            Volatile.Write(ref _failedAt, AttemptClock.Never);
        }
    }

    private IBudgetStore StoreOf(BudgetAccount account) => account.Store ?? _store;

    /// <summary>For whom of those that a budget is for a request counts.</summary>
    internal static IEnumerable<string> ValuesOf(Budget budget, RequestAttribution attribution)
    {
        IReadOnlyList<string> values = budget.Scope switch
        {
            BudgetScope.Global => [""],
            BudgetScope.Tenant => One(attribution.Tenant),
            BudgetScope.User => One(attribution.User),
            BudgetScope.Agent => One(attribution.Agent),
            BudgetScope.Tag => attribution.Tags,
            _ => throw new ArgumentOutOfRangeException(nameof(budget), budget.Scope, "There is no such scope."),
        };

        // Runs have limits of their own, and there are ever new ones: a counter of each would be kept as long as the window lasts.
        return budget.Value is { } only ? values.Contains(only, StringComparer.Ordinal) ? [only] : []
            : budget.Scope == BudgetScope.Tag ? values.Where(static tag => !tag.StartsWith(RequestAttribution.RunPrefix, StringComparison.Ordinal))
            : values;
    }

    /// <summary>What there is to tell of a settlement.</summary>
    private static IEnumerable<(BudgetEvent Event, string Text)> Happened(BudgetAccount account, decimal reserved, decimal spent, decimal after)
    {
        if (account.Restricts && spent > reserved)
        {
            yield return (
                new(BudgetEventKind.Overrun, account.Budget, account.Counter.Value, account.Counter.End, after),
                $"An attempt took {account.Format(spent)} where {account.Format(reserved)} were reserved; all of it is counted.");
        }

        foreach (var threshold in account.Crossed(spent, after))
        {
            yield return (
                new(BudgetEventKind.Threshold, account.Budget, account.Counter.Value, account.Counter.End, after, threshold),
                $"{account.Format(after)} of {account.Format(account.Counter.Limit)} are spent.");
        }
    }

    private static string[] One(string? value) => value is null ? [] : [value];

    /// <summary>Tells meters, log and listener, each of them whatever the others throw.</summary>
    private void Tell(BudgetEvent happened, string text)
    {
        try
        {
            RouterMetrics.BudgetTold(happened);
        }
        finally
        {
            try
            {
                Log.BudgetTold(_logger, happened.Kind, happened.Budget.Name, happened.Value, text);
            }
            finally
            {
                Tell(happened);
            }
        }
    }

    private void Tell(BudgetEvent happened)
    {
        try
        {
            _onEvent?.Invoke(happened);
        }
        catch (Exception exception)
        {
            // Whoever listens has nothing to do with the call that was counted.
            Log.BudgetListenerFailed(_logger, exception, happened.Budget.Name);
        }
    }

    private void Fail(BudgetAccount account, Exception exception)
    {
        Volatile.Write(ref _failedAt, _time.GetTimestamp());
        try
        {
            RouterMetrics.BudgetStoreFailed();
        }
        finally
        {
            Log.BudgetStoreFailed(_logger, exception, account.Counter.Budget);
        }
    }
}
