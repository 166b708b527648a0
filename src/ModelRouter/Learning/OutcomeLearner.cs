using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ModelRouter;

/// <summary>Learns from the outcomes of a deployment's own calls: tell it how well answers were, and the router's predictions follow.</summary>
/// <remarks>
/// <para>Only what a cascade's checks said of the answers that it held back is told by the router itself; feedback, verifiers' results and retries (<see cref="OutcomeKind"/>) come from the application.</para>
/// <para>Predictions change when 20 labels have come, and then with every tenth more of them, at least 20; that is worked out in the background, never by a
/// request. It keeps 2,000 labels at most: beyond, the oldest of the lightest kind falls out of the model with the most labels.</para>
/// <para>What it may do is bounded: a model's odds of success move at most by the factor 1 + the number of different prompts it has labels of; the same
/// prompt and model count once, as the mean; and of one person at most a quarter of all labels count (<see cref="LearningOptions.SourceShare"/>).</para>
/// <para>What answered calls took is learned from as well (<see cref="LearningOptions.Forecasts"/>): how much a model writes, by task, and how long it takes. A model's
/// figures begin at its profile's, which count as ten calls; one call moves them by half at most, and all together by the factor 32.</para>
/// <para>What other processes tell the same store is learned, too, a few seconds later (<see cref="LearningOptions.RefreshInterval"/>); a store that fails is asked again.
/// One that has not answered yet holds nobody up: what it has kept counts as soon as it answers, and the newest 2,000 labels that are told meanwhile wait for it in memory.</para>
/// <para>No prompt text is kept. Safe for concurrent use. Disposing it writes what is to be kept and disposes the store.</para>
/// </remarks>
public sealed class OutcomeLearner : IAsyncDisposable, IDisposable
{
    private const int LeastNew = 20;
    private const int NewShare = 10;
    private const int MostWaiting = 1_000;

    private readonly IOutcomeStore? _store;
    private readonly ILogger _logger;
    private readonly StoreRefresh _refresh;
    private readonly LabelSet _labels;

    private readonly UnkeptLabels _unkept = new();
    private readonly RecentCalls _recent = new();
    private readonly Channel<(LearnableCall Call, OutcomeLabel? Label)> _waiting = Channel.CreateBounded<(LearnableCall, OutcomeLabel?)>(
        new BoundedChannelOptions(MostWaiting) { SingleReader = true, FullMode = BoundedChannelFullMode.DropOldest });

    // Guards the labels, and keeps the store's in their order.
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly CancellationTokenSource _ending = new();
    private readonly Task _working;
    private Task _refreshing = Task.CompletedTask;
    private Task _fitting = Task.CompletedTask;
    private Task _following = Task.CompletedTask;
    private LearnedOutcomes? _current;

    // Null until the store has given its labels.
    private long? _revision;
    private bool _isLoaded;
    private bool _hasMissedCalls;
    private int _changes;
    private int _count;
    private DateTimeOffset? _forgottenAt;
    private bool _isDisposed;

    private OutcomeLearner(IOutcomeStore? store, LearningOptions options, ILogger? logger, TimeProvider? time)
    {
        var (least, most) = LearningOptions.SourceShares;
        if (!(options.SourceShare >= least && options.SourceShare <= most))
        {
            throw new ArgumentException($"SourceShare is {options.SourceShare}; it must be from {least} to {most}.", nameof(options));
        }

        if (options.Exploration.Problem is { } problem)
        {
            throw new ArgumentException(problem, nameof(options));
        }

        Exploration = options.Exploration.Copy();
        Forecasts = options.Forecasts ? new() : null;
        Weights = options.Weights;

        if (options.RefreshInterval != Timeout.InfiniteTimeSpan && !(options.RefreshInterval >= LearningOptions.LeastRefreshInterval && ModelLimitsCheck.IsTimeout(options.RefreshInterval)))
        {
            throw new ArgumentException(
                $"RefreshInterval is {options.RefreshInterval}; it must be from {LearningOptions.LeastRefreshInterval} to {ModelLimitsCheck.LongestWait.Days} days, or infinite.", nameof(options));
        }

        (_store, _labels, _logger) = (store, new(options.SourceShare), logger ?? NullLogger.Instance);
        _refresh = new(options.RefreshInterval, time ?? TimeProvider.System, _logger);
        _working = Task.Run(WorkAsync);
    }

    /// <summary>Labels that are learned from, by <see cref="LearningOptions.Weights"/> or by this learner.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>What has been learned; <see langword="null"/> while that is nothing.</summary>
    internal LearnedOutcomes? Current => Volatile.Read(ref _current);

    /// <summary>What calls took; <see langword="null"/> if that isn't learned from.</summary>
    internal LearnedForecasts? Forecasts { get; }

    /// <summary>What the router predicts with; <see langword="null"/> if no labels have taught it.</summary>
    internal RouterWeights? Weights { get; }

    /// <summary>When routers ask other than the best models to learn about them.</summary>
    internal ExplorationOptions Exploration { get; }

    /// <summary>Since when the store doesn't answer; <see langword="null"/> if it does, or there is none.</summary>
    internal StoreOutage? Outage => _refresh.Outage;

    /// <summary>The last fit, for those who wait for it.</summary>
    internal Task Fitting => Volatile.Read(ref _fitting);

    /// <summary>A learner with what the store has kept; 20 labels or more are learned from before it is given. If the store fails, that is logged, and it is asked again until it answers.</summary>
    /// <param name="store">Keeps labels beyond the process, and becomes the learner's; if <see langword="null"/> they end with it.</param>
    /// <param name="options">How it learns; copied.</param>
    /// <param name="logger">Gets failures, never prompt text.</param>
    /// <param name="timeProvider">The clock by which the store is asked for others' labels; the system's by default.</param>
    /// <param name="ct">Stops opening.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static async Task<OutcomeLearner> OpenAsync(
        IOutcomeStore? store = null, LearningOptions? options = null, ILogger<OutcomeLearner>? logger = null, TimeProvider? timeProvider = null,
        CancellationToken ct = default)
    {
        var learner = new OutcomeLearner(store, options ?? new(), logger, timeProvider);
        if (store is null)
        {
            return learner;
        }

        try
        {
            await learner._refresh.BeginAsync(asked => learner.CatchUpAsync(store, asked), ct).ConfigureAwait(false);
            await learner.Fitting.WaitAsync(ct).ConfigureAwait(false);
            learner._refreshing = learner._refresh.RunAsync(stop => learner.CatchUpAsync(store, stop), learner._ending.Token);
            return learner;
        }
        catch
        {
            await learner.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Tells how well a call was answered.</summary>
    /// <param name="receipt">The call's receipt, see <see cref="ChatResponseExtensions.GetRoutingReceipt(Microsoft.Extensions.AI.ChatResponse)"/>.</param>
    /// <param name="outcome">0 (wrong) to 1 (right); what is beyond counts as the nearest of them.</param>
    /// <param name="kind">Who says so.</param>
    /// <param name="ct">Stops waiting.</param>
    /// <returns>False if nothing can be learned from the call: it isn't known, its analyzer makes no <see cref="PromptProfile.Vector"/>, or a weightier kind has spoken.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The outcome is no number.</exception>
    /// <remarks>If the store fails, its exception comes; the label counts all the same, and is offered to the store again when it is next asked for others' labels. So it is,
    /// without an exception and at once, while the store is known not to answer.</remarks>
    public Task<bool> RecordAsync(RoutingReceipt receipt, double outcome, OutcomeKind kind = OutcomeKind.Feedback, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(receipt);
        return receipt.Learnable is { } call ? AddAsync(new(call, kind, Checked(outcome)), ct) : RecordAsync(receipt.CallId, outcome, kind, ct);
    }

    /// <summary>Tells how well a call was answered, by its id: one of the last 4,096, or one that the store knows.</summary>
    /// <inheritdoc cref="RecordAsync(RoutingReceipt, double, OutcomeKind, CancellationToken)"/>
    public async Task<bool> RecordAsync(Guid callId, double outcome, OutcomeKind kind = OutcomeKind.Feedback, CancellationToken ct = default)
    {
        var known = Checked(outcome);
        var call = _recent.Find(callId) ?? (_store is null ? null : await _store.FindAsync(callId, ct).ConfigureAwait(false));
        return call is not null && await AddAsync(new(call, kind, known), ct).ConfigureAwait(false);
    }

    /// <summary>Learns from a ledger's newest 5,000 entries how much models write and how long they take; what came before the last <see cref="ResetAsync"/> that the
    /// store knows of is passed over. Routers that a container makes have done it when they start.</summary>
    /// <param name="ledger">The ledger.</param>
    /// <param name="models">The models as the router knows them (<see cref="ModelRouterChatClient.Endpoints"/>).</param>
    /// <param name="ct">Stops reading.</param>
    public Task ReadLedgerAsync(ISpendLedgerReader ledger, IEnumerable<ModelProfile> models, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        ArgumentNullException.ThrowIfNull(models);
        return Forecasts?.ReadAsync(ledger, models, _forgottenAt, ct) ?? Task.CompletedTask;
    }

    /// <summary>Forgets everything that has been learned, in the store too; entries of the ledger that are there already are learned from no more.</summary>
    public async Task ResetAsync(CancellationToken ct = default)
    {
        await _gate.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            // A fit of what is forgotten must not come afterwards.
            await Fitting.WaitAsync(ct).ConfigureAwait(false);
            if (_store is not null)
            {
                // First: what the store has not forgotten would come back.
                await _store.ResetAsync(ct).ConfigureAwait(false);
                _forgottenAt = await _store.ForgottenAtAsync(ct).ConfigureAwait(false);
            }

            _labels.Clear();
            _unkept.Clear();
            _recent.Clear();
            Forecasts?.Clear();
            (_changes, _count) = (0, 0);
            Volatile.Write(ref _current, null);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, true))
        {
            return;
        }

        _waiting.Writer.Complete();
        await _ending.CancelAsync().ConfigureAwait(false);
        await _refreshing.ConfigureAwait(false);
        await _working.ConfigureAwait(false);
        if (_store is not null && _unkept.Count > 0)
        {
            // The last chance; nobody else has them.
            await TryAsync(_unkept.Count, () => _unkept.OfferAsync(_store, CancellationToken.None)).ConfigureAwait(false);
        }

        while (!Volatile.Read(ref _following).IsCompleted)
        {
            await Volatile.Read(ref _following).ConfigureAwait(false);
        }

        if (_store is not null)
        {
            await _store.DisposeAsync().ConfigureAwait(false);
        }

        _ending.Dispose();
        _gate.Dispose();
    }

    /// <inheritdoc/>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    /// <summary>Remembers a call that may get a label; waits for nothing.</summary>
    internal void Remember(LearnableCall call)
    {
        _recent.Add(call);
        if (_store is not null)
        {
            _waiting.Writer.TryWrite((call, null));
        }
    }

    /// <summary>As <see cref="AddAsync"/>, later; waits for nothing.</summary>
    internal void Note(OutcomeLabel label) => _waiting.Writer.TryWrite((label.Call, label));

    /// <summary>Adds a label; false if a weightier one is there.</summary>
    internal async Task<bool> AddAsync(OutcomeLabel label, CancellationToken ct)
    {
        await _gate.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            if (!_labels.TryAdd(label, out var fallen))
            {
                return false;
            }

            Volatile.Write(ref _count, _labels.Count);
            _changes++;
            FitIfDue();
            if (_store is not null)
            {
                await _unkept.KeepAsync(_isLoaded && Outage is null ? _store : null, label, fallen).ConfigureAwait(false);
            }

            return true;
        }
        finally
        {
            _gate.Release();
        }
    }

    private static double Checked(double outcome) => double.IsNaN(outcome)
        ? throw new ArgumentOutOfRangeException(nameof(outcome), "An outcome is a number from 0 (wrong) to 1 (right).")
        : Math.Clamp(outcome, 0, 1);

    /// <summary>Keeps what could not be kept before, and takes over what others have changed since it was last looked.</summary>
    internal async Task CatchUpAsync(IOutcomeStore store, CancellationToken ct)
    {
        var revision = await store.RevisionAsync(ct).ConfigureAwait(false);
        await _gate.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            await _unkept.OfferAsync(store, ct).ConfigureAwait(false);
            if (revision != _revision)
            {
                var (labels, forgottenAt) = (await store.LoadAsync(ct).ConfigureAwait(false), await store.ForgottenAtAsync(ct).ConfigureAwait(false));
                _changes += _labels.Replace(labels);
                _revision = revision;
                if (forgottenAt != _forgottenAt)
                {
                    _forgottenAt = forgottenAt;
                    Forecasts?.Clear();
                }

                Volatile.Write(ref _count, _labels.Count);
                if (_labels.Count < LeastNew)
                {
                    // Somebody has reset them; a fit of what is forgotten must not come afterwards.
                    await Fitting.WaitAsync(ct).ConfigureAwait(false);
                    _changes = _labels.Count;
                    Volatile.Write(ref _current, null);
                }
            }

            FitIfDue();
            if (!_isLoaded || Interlocked.Exchange(ref _hasMissedCalls, false))
            {
                // From now on calls go to the store as they come; those before are still known here.
                Volatile.Write(ref _isLoaded, true);
                if (_recent.ToArray() is [_, ..] calls)
                {
                    await store.RememberAsync(calls, ct).ConfigureAwait(false);
                }
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    private void FitIfDue()
    {
        if (_changes < Math.Max(LeastNew, _labels.Count / NewShare) || !Fitting.IsCompleted)
        {
            return;
        }

        _changes = 0;
        var labels = _labels.ToArray();
        Volatile.Write(ref _fitting, Task.Run(() => Fit(labels)));
        Volatile.Write(ref _following, FitNextAsync(Fitting));
    }

    /// <summary>Labels that came during a fit may be enough for the next, and maybe nobody tells another.</summary>
    private async Task FitNextAsync(Task fitting)
    {
        await fitting.ConfigureAwait(false);
        var entering = _gate.WaitAsync(_ending.Token);
        await entering.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (entering.IsCompletedSuccessfully)
        {
            FitIfDue();
            _gate.Release();
        }
    }

    private void Fit(OutcomeLabel[] labels)
    {
        try
        {
            // Each label counts once, in the weights or here.
            labels = Weights?.NewAmong(labels) ?? labels;
            if (labels.Length < LeastNew)
            {
                Volatile.Write(ref _current, null);
                return;
            }

            Volatile.Write(ref _current, LearnedOutcomes.Of(labels, _ending.Token));
            LearningLog.Fitted(_logger, labels.Length);
        }
        catch (OperationCanceledException) when (_ending.IsCancellationRequested)
        {
            // Nobody will ask it any more.
        }
        catch (Exception exception)
        {
            LearningLog.FitFailed(_logger, exception, labels.Length);
        }
    }

    private async Task WorkAsync()
    {
        var calls = new List<LearnableCall>();
        while (await _waiting.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            calls.Clear();
            while (calls.Count < MostWaiting && _waiting.Reader.TryRead(out var next))
            {
                if (next.Label is { } label)
                {
                    await TryAsync(1, () => AddAsync(label, CancellationToken.None)).ConfigureAwait(false);
                }
                else
                {
                    calls.Add(next.Call);
                }
            }

            if (Outage is not null)
            {
                Volatile.Write(ref _hasMissedCalls, true);
            }
            else if (calls.Count > 0 && _store is { } store && Volatile.Read(ref _isLoaded))
            {
                await TryAsync(calls.Count, () => store.RememberAsync(calls, CancellationToken.None)).ConfigureAwait(false);
            }
        }
    }

    private async Task TryAsync(int calls, Func<Task> write)
    {
        try
        {
            await write().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            // Nobody waits for it; feedback and predictions go on without.
            LearningLog.KeepFailed(_logger, exception, calls);
        }
    }
}
