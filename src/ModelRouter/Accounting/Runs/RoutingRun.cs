using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace ModelRouter;

/// <summary>A run: calls that serve one purpose together, such as an agent's work on one question. Adds up what they cost, and holds them to a limit.</summary>
/// <remarks>
/// <para>Calls belong to the run that is current where they begin (<see cref="Begin"/>), in parallel branches, too, or to the one under
/// <c>modelrouter.run</c> in <see cref="Microsoft.Extensions.AI.ChatOptions.AdditionalProperties"/>. Their ledger entries get the tag <c>run:</c> with the
/// <see cref="Id"/>, and receipts say what they took from the budget <c>run</c>.</para>
/// <para>A run that is made within another one is part of it (<see cref="Outer"/>): its calls belong to both, and are held to both limits.</para>
/// <para>A run is held to its limit as <see cref="Budget"/>s are: what an attempt can cost at most is reserved before it is sent, so branches that run at
/// once can't overspend together. It lives in this process: JSON has <c>null</c> for it.</para>
/// <para>Safe for concurrent use.</para>
/// </remarks>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore without a wait handle holds nothing to dispose of.")]
[JsonConverter(typeof(RunJsonConverter))]
public sealed class RoutingRun
{
    /// <summary>The budget's name on receipts, in events and metrics.</summary>
    internal const string BudgetName = "run";

    private static readonly AsyncLocal<RoutingRun?> Ambient = new();

    private readonly InMemoryBudgetStore _store = new();
    private readonly SemaphoreSlim _asking = new(1, 1);
    private readonly Func<RunQuestion, CancellationToken, ValueTask<RunAnswer>>? _ask;
    private readonly AsyncLocal<bool> _isAsking = new();
    private BudgetAccount _account;
    private RunExhaustion _onExhaustion;
    private bool _isStopped;

    /// <summary>A run without a limit.</summary>
    /// <param name="id">Its name in the ledger, of 1 to 100 characters; drawn if <see langword="null"/>.</param>
    /// <exception cref="ArgumentException">The id is empty or too long.</exception>
    public RoutingRun(string? id = null)
    {
        id ??= Guid.CreateVersion7().ToString("N");
        if (id.Length is 0 or > 100)
        {
            throw new ArgumentException("A run's id has 1 to 100 characters.", nameof(id));
        }

        Id = id;
        Outer = Current;
        _account = Account(decimal.MaxValue, BudgetExhaustion.AllowAndAlert);
    }

    /// <summary>A run with a limit.</summary>
    /// <param name="limit">US dollars that its calls may cost together; &gt; 0.</param>
    /// <param name="onExhaustion">What happens to a call that may cost more than is left; not <see cref="RunExhaustion.Ask"/>.</param>
    /// <param name="id">Its name in the ledger, of 1 to 100 characters; drawn if <see langword="null"/>.</param>
    /// <exception cref="ArgumentException">The limit isn't greater than 0, nobody is named who could be asked, or the id is empty or too long.</exception>
    public RoutingRun(decimal limit, RunExhaustion onExhaustion = RunExhaustion.Stop, string? id = null)
        : this(limit, onExhaustion, null, id)
    {
    }

    /// <summary>A run that asks when its limit is reached.</summary>
    /// <param name="limit">US dollars that its calls may cost together, unless the answer raises it; &gt; 0.</param>
    /// <param name="ask">Asked by the call that doesn't fit, one question at a time while others wait; what it throws is that call's failure. After
    /// <see cref="RunAnswer.Stop"/> and <see cref="RunAnswer.Downgrade"/> it isn't asked again. Calls of the run that it makes itself are not asked about:
    /// models at which they don't fit are passed over.</param>
    /// <param name="id">Its name in the ledger, of 1 to 100 characters; drawn if <see langword="null"/>.</param>
    /// <exception cref="ArgumentException">The limit isn't greater than 0, or the id is empty or too long.</exception>
    public RoutingRun(decimal limit, Func<RunQuestion, CancellationToken, ValueTask<RunAnswer>> ask, string? id = null)
        : this(limit, RunExhaustion.Ask, ask ?? throw new ArgumentNullException(nameof(ask)), id)
    {
    }

    private RoutingRun(decimal limit, RunExhaustion onExhaustion, Func<RunQuestion, CancellationToken, ValueTask<RunAnswer>>? ask, string? id)
        : this(id)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        if (!Enum.IsDefined(onExhaustion) || (onExhaustion == RunExhaustion.Ask && ask is null))
        {
            throw new ArgumentException("A run that asks needs somebody to ask: use the constructor that takes them.", nameof(onExhaustion));
        }

        (_onExhaustion, _ask) = (onExhaustion, ask);
        _account = Account(limit, BudgetExhaustion.Downgrade);
    }

    /// <summary>The run that calls belong to which begin here; <see langword="null"/> if none.</summary>
    public static RoutingRun? Current => Ambient.Value;

    /// <summary>Its name in the ledger, after <c>run:</c> among the tags.</summary>
    public string Id { get; }

    /// <summary>The run that this one is a part of: by default the one that was current where it was made. Its calls get both runs' tags, and fall under both
    /// limits. <see langword="null"/> for none, so that it escapes those of the current run.</summary>
    public RoutingRun? Outer { get; init; }

    /// <summary>US dollars that its calls may cost together, as raised by now; <see langword="null"/> for no limit.</summary>
    public decimal? Limit => CurrentAccount is { Restricts: true, Counter.Limit: var limit } ? limit : null;

    /// <summary>US dollars that its calls have cost, failed and cancelled attempts included: the sum of their ledger entries.</summary>
    public decimal Spent => Balance.Spent;

    /// <summary>US dollars that calls under way can cost at most.</summary>
    public decimal Reserved => Balance.Reserved;

    /// <summary>US dollars that are neither spent nor reserved; <see langword="null"/> without a limit.</summary>
    public decimal? Left => Limit is { } limit && Balance is var balance ? Math.Max(0, limit - balance.Spent - balance.Reserved) : null;

    /// <summary>True once it has stopped: no call of it is made any more.</summary>
    public bool IsStopped => Volatile.Read(ref _isStopped);

    /// <summary>True for a part of another run that has no tag of its own in the ledger.</summary>
    internal bool IsUntagged { get; init; }

    /// <summary>What happens in it.</summary>
    internal RunJournal Journal { get; } = new();

    /// <summary>The run, and those that it is part of.</summary>
    internal IEnumerable<RoutingRun> Chain
    {
        get
        {
            for (var run = this; run is not null; run = run.Outer)
            {
                yield return run;
            }
        }
    }

    internal BudgetAccount CurrentAccount => Volatile.Read(ref _account);

    /// <summary>True if a call that doesn't fit tries cheaper models.</summary>
    internal bool Downgrades => _onExhaustion == RunExhaustion.Downgrade;

    private BudgetBalance Balance => _store.Read(CurrentAccount.Counter);

    /// <summary>What its calls that have ended by now used and cost, by agent and step. A call has ended when its caller has the answer or the failure.</summary>
    public RunReceipt GetReceipt() => Journal.Read(this);

    /// <summary>Makes it the current run, until what is returned is disposed: of this flow and of all that begin in it.</summary>
    /// <remarks>Call it in the method that makes the calls, or one that awaits it: a method that is awaited can't change its caller's flow. A stream begins
    /// when it is first read, and so belongs to the run that is current then; one that is read elsewhere is named its run by <c>WithRun</c>.</remarks>
    public IDisposable Begin() => new Scope(this);

    /// <summary>Decides about a call that doesn't fit. True if it may be tried again, since the limit has been raised.</summary>
    internal async ValueTask<bool> DecideAsync(BudgetAccount refusedBy, RunQuestion question, CancellationToken ct)
    {
        if (_ask is null || _onExhaustion != RunExhaustion.Ask)
        {
            Note(_onExhaustion == RunExhaustion.Stop ? RunAnswer.Stop : RunAnswer.Downgrade);
            return false;
        }

        if (_isAsking.Value)
        {
            // The one who asks calls a model: he would wait for his own answer.
            return false;
        }

        await _asking.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            if (!ReferenceEquals(refusedBy, CurrentAccount))
            {
                return true;
            }

            // Others waited with the same question, and have the answer.
            if (!IsStopped && !Downgrades)
            {
                // Seen by what the callback calls, and gone when this method returns.
                _isAsking.Value = true;
                Note(await _ask(question, ct).ConfigureAwait(false));
            }

            return !ReferenceEquals(refusedBy, CurrentAccount);
        }
        finally
        {
            _asking.Release();
        }
    }

    private void Note(RunAnswer answer)
    {
        if (answer.Raise > 0)
        {
            var limit = CurrentAccount.Counter.Limit;
            limit = limit > decimal.MaxValue - answer.Raise ? decimal.MaxValue : limit + answer.Raise;
            Volatile.Write(ref _account, Account(limit, BudgetExhaustion.Downgrade));
        }
        else if (answer.Downgrades)
        {
            _onExhaustion = RunExhaustion.Downgrade;
        }
        else
        {
            Volatile.Write(ref _isStopped, true);
        }
    }

    private BudgetAccount Account(decimal limit, BudgetExhaustion onExhaustion) => new(
        new() { Name = BudgetName, Value = Id, Window = BudgetWindow.Total, Limit = limit, OnExhaustion = onExhaustion },
        new(BudgetName, Id, DateTimeOffset.MinValue, DateTimeOffset.MaxValue, limit))
    {
        Store = _store,
        Run = this,
    };

    private sealed class Scope : IDisposable
    {
        private readonly RoutingRun? _outer;
        private bool _isDisposed;

        internal Scope(RoutingRun run)
        {
            _outer = Ambient.Value;
            Ambient.Value = run;
        }

        public void Dispose()
        {
            if (!_isDisposed)
            {
                _isDisposed = true;
                Ambient.Value = _outer;
            }
        }
    }
}
