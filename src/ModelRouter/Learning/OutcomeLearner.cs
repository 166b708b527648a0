using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ModelRouter;

/// <summary>Learns from the outcomes of a deployment's own calls: tell it how well answers were, and the router's predictions follow.</summary>
/// <remarks>
/// <para>Only what a cascade's checks said of the answers that it held back is told by the router itself; feedback, verifiers' results and retries (<see cref="OutcomeKind"/>) come from the application.</para>
/// <para>Predictions change when 20 labels have come, and then with every tenth more of them, at least 20; that is worked out in the background, never by a
/// request. It keeps 2,000 labels at most: beyond, one that doesn't count falls out, or else one of the lightest kind; where several models have such, the oldest of the model with the most labels.</para>
/// <para>What it may do is bounded: a model's odds of success move at most by the factor 1 + the number of different prompts it has labels of; the same
/// prompt and model count once, as the mean; and of one person at most as many labels count as a third of what all others have told (more of two or three persons, or while others have told next to nothing: <see cref="LearningOptions.SourceShare"/>).</para>
/// <para>What answered calls took is learned from as well (<see cref="LearningOptions.Forecasts"/>): how much a model writes, by task, and how long it takes. A model's
/// figures begin at its profile's, which count as ten calls; one call moves them by half at most, and all together by the factor 32.</para>
/// <para>What other processes tell the same store is learned, too, a few seconds later (<see cref="LearningOptions.RefreshInterval"/>); a store that fails is asked again.
/// One that has not answered yet holds nobody up beyond five seconds at the start: what it has kept counts as soon as it answers, and the labels that are told meanwhile (2,000 at most) wait for it in memory.</para>
/// <para>No prompt text is kept. Safe for concurrent use. Disposing it writes what is to be kept and disposes the store.</para>
/// </remarks>
public sealed class OutcomeLearner : IAsyncDisposable, IDisposable
{
    private readonly IOutcomeStore? _store;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private readonly StoreRefresh _refresh;
    private readonly CountedLabels _labels;
    private readonly UnkeptLabels _unkept;
    private readonly CallMemory _calls = new();
    private readonly OutcomeQueue _queue;

    // Guards the labels; nobody waits for the store meanwhile. Neither is disposed: who waits for it then would wait for ever.
    private readonly SemaphoreSlim _gate = new(1, 1);

    // Keeps the store's labels in their order. Entered before the gate, and by nobody who tells a label while the store is known not to answer.
    private readonly SemaphoreSlim _storing = new(1, 1);
    private readonly CancellationTokenSource _ending = new();
    private Task _refreshing = Task.CompletedTask;

    // Null until the store has given its labels.
    private long? _revision;
    private bool _isLoaded;
    private DateTimeOffset? _forgottenAt;
    private bool _isDisposed;

    private OutcomeLearner(IOutcomeStore? store, LearningOptions options, ILogger? logger, TimeProvider? time)
    {
        if (options.Problem is { } problem)
        {
            throw new ArgumentException(problem, nameof(options));
        }

        Exploration = options.Exploration.Copy();
        Forecasts = options.Forecasts ? new() : null;
        Weights = options.Weights;

        // What is logged here follows work that nobody waits for, and that has to go on.
        (_store, _logger) = (store, new QuietLogger(logger ?? NullLogger.Instance));
        _time = time ??= TimeProvider.System;
        (_labels, _unkept) = (new(options.SourceShare, Weights, _gate, time, _logger, _ending.Token), new(time, _logger));
        _refresh = new(options.RefreshInterval, time, _logger);
        _queue = new(TellOfCallsAsync, AddAsync, _calls.NoteMissed, _logger);
    }

    /// <summary>Labels that are learned from, by <see cref="LearningOptions.Weights"/> or by this learner; what is beyond one person's share (<see cref="LearningOptions.SourceShare"/>) is kept
    /// beside them.</summary>
    public int Count => _labels.Count;

    /// <summary>What has been learned; <see langword="null"/> while that is nothing.</summary>
    internal LearnedOutcomes? Current => _labels.Current;

    /// <summary>What calls took; <see langword="null"/> if that isn't learned from.</summary>
    internal LearnedForecasts? Forecasts { get; }

    /// <summary>What the router predicts with; <see langword="null"/> if no labels have taught it.</summary>
    internal RouterWeights? Weights { get; }

    /// <summary>When routers ask other than the best models to learn about them.</summary>
    internal ExplorationOptions Exploration { get; }

    /// <summary>Since when the store doesn't answer; <see langword="null"/> if it does, or there is none.</summary>
    internal StoreOutage? Outage => _refresh.Outage;

    /// <summary>The last fit, for those who wait for it.</summary>
    internal Task Fitting => _labels.Fitting;

    /// <summary>A learner with what the store has kept; 20 labels or more are learned from before it is given. If the store fails, or doesn't answer within five seconds, that is logged, and it is asked until it answers.</summary>
    /// <param name="store">Keeps labels beyond the process, and becomes the learner's; if <see langword="null"/> they end with it.</param>
    /// <param name="options">How it learns; copied.</param>
    /// <param name="logger">Gets failures, never prompt text.</param>
    /// <param name="timeProvider">The clock by which labels are old and the store is asked for others'; the system's by default.</param>
    /// <param name="cancellationToken">Stops opening.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static async Task<OutcomeLearner> OpenAsync(
        IOutcomeStore? store = null, LearningOptions? options = null, ILogger<OutcomeLearner>? logger = null, TimeProvider? timeProvider = null,
        CancellationToken cancellationToken = default)
    {
        var learner = new OutcomeLearner(store, options ?? new(), logger, timeProvider);
        if (store is null)
        {
            return learner;
        }

        try
        {
            await learner._refresh.BeginAsync(asked => learner.CatchUpAsync(store, asked), learner._ending.Token, cancellationToken).ConfigureAwait(false);
            await learner.Fitting.WaitAsync(cancellationToken).ConfigureAwait(false);
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
    /// <param name="receipt">The call's receipt, see <see cref="RoutedResponseExtensions.GetRoutingReceipt(Microsoft.Extensions.AI.ChatResponse)"/>.</param>
    /// <param name="outcome">0 (wrong) to 1 (right); what is beyond counts as the nearest of them.</param>
    /// <param name="kind">Who says so.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>True if it is kept. False if nothing can be learned from the call: it isn't known, or was before the last <see cref="ResetAsync"/>, its analyzer makes no
    /// <see cref="PromptProfile.Vector"/>, or a weightier kind has spoken.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The outcome is no number, or there is no such kind.</exception>
    /// <exception cref="ObjectDisposedException">It has been disposed.</exception>
    /// <exception cref="IOException">Only the store may know the call, and it is known not to answer; there is nothing to tell it later.</exception>
    /// <remarks>If the store fails, its exception comes; the label counts all the same, and is offered to the store again when it is next asked for others' labels. So it is,
    /// without an exception and at once, while the store is known not to answer.</remarks>
    public Task<bool> RecordAsync(RoutingReceipt receipt, double outcome, OutcomeKind kind = OutcomeKind.Feedback, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(receipt);
        ThrowIfDisposed();
        return receipt.Learnable is not { } call ? RecordAsync(receipt.CallId, outcome, kind, cancellationToken)
            : new OutcomeLabel(call, Checked(kind), Checked(outcome)) is var label && _calls.IsForgotten(call) ? Task.FromResult(false)
            : AddAsync(label, cancellationToken);
    }

    /// <summary>Tells how well a call was answered, by its id: one of the last 4,096, or one that the store knows.</summary>
    /// <inheritdoc cref="RecordAsync(RoutingReceipt, double, OutcomeKind, CancellationToken)"/>
    public async Task<bool> RecordAsync(Guid callId, double outcome, OutcomeKind kind = OutcomeKind.Feedback, CancellationToken cancellationToken = default)
    {
        var known = Checked(outcome);
        Checked(kind);
        ThrowIfDisposed();
        var call = _calls.Find(callId) ?? (_store is null ? null
            : Outage is { } outage ? throw new IOException($"The call {callId} is none of the last ones, and the store of outcomes, which may know it, doesn't answer since {outage.Since:u}.", outage.Failure)
            : await _store.FindAsync(callId, cancellationToken).ConfigureAwait(false));
        return call is not null && await AddAsync(new(call, kind, known), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Learns from a ledger's newest 5,000 entries how much models write and how long they take; what came before the last <see cref="ResetAsync"/> that the
    /// store knows of is passed over. Routers that a container makes have done it when they start.</summary>
    /// <param name="ledger">The ledger.</param>
    /// <param name="models">The models as the router knows them (<see cref="ModelRouterChatClient.Endpoints"/>).</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public Task ReadLedgerAsync(ISpendLedgerReader ledger, IEnumerable<ModelProfile> models, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        ArgumentNullException.ThrowIfNull(models);
        return Forecasts?.ReadAsync(ledger, models, _forgottenAt, cancellationToken) ?? Task.CompletedTask;
    }

    /// <summary>Forgets everything that has been learned, in the store too; calls that were before, and entries of the ledger that are there already, are learned from no more.</summary>
    public async Task ResetAsync(CancellationToken cancellationToken = default)
    {
        ThrowIfDisposed();
        await _storing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ThrowIfDisposed();
            await _calls.WhileNobodyTellsAsync(ForgetAsync, cancellationToken).ConfigureAwait(false);
            _forgottenAt = _store is null ? null : await _store.ForgottenAtAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _storing.Release();
        }
    }

    private async Task ForgetAsync(CancellationToken ct)
    {
        if (_store is not null)
        {
            // First: what the store has not forgotten would come back.
            await _store.ResetAsync(ct).ConfigureAwait(false);
        }

        // From here on nothing may stop it: what is left would be offered to the emptied store.
        await _gate.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            _calls.Clear(_time.GetUtcNow());
            await _labels.ClearAsync().ConfigureAwait(false);
            _unkept.Clear();
            Forecasts?.Clear();
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

        try
        {
            // What a store does when it is cancelled may throw, and so may its end.
            await Each.EndAsync<Func<Task>>(
                [_ending.CancelAsync, () => _refreshing, _queue.EndAsync, EndStoreAsync], static async end => await end().ConfigureAwait(false)).ConfigureAwait(false);
        }
        finally
        {
            _ending.Dispose();
            _calls.Dispose();
        }
    }

    /// <summary>Lets those end who tell something now, while who comes later finds it disposed, and then the store.</summary>
    private async Task EndStoreAsync()
    {
        await _storing.WaitAsync().ConfigureAwait(false);
        try
        {
            await _gate.WaitAsync().ConfigureAwait(false);
            _gate.Release();
            await Each.EndAsync<Func<Task>>(
                [OfferLastAsync, _labels.EndAsync, () => _store?.DisposeAsync().AsTask() ?? Task.CompletedTask], static async end => await end().ConfigureAwait(false)).ConfigureAwait(false);
        }
        finally
        {
            _storing.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Blocking.Wait(() => DisposeAsync().AsTask());

    /// <summary>Remembers a call that may get a label; waits for nothing.</summary>
    internal void Remember(LearnableCall call)
    {
        var resets = _calls.Resets;
        _calls.Add(call);
        if (_store is not null)
        {
            _queue.Add(call, resets);
        }
    }

    /// <summary>As <see cref="AddAsync(OutcomeLabel, CancellationToken)"/>, later; waits for nothing.</summary>
    internal void Note(OutcomeLabel label) => _queue.Add(label, _calls.Resets);

    /// <summary>Adds a label; false if a weightier one is there.</summary>
    internal Task<bool> AddAsync(OutcomeLabel label, CancellationToken ct) => AddAsync(label, resets: null, ct);

    /// <param name="label">The label.</param>
    /// <param name="resets">How many there had been when it was noted, if that was before now.</param>
    /// <param name="ct">Stops waiting.</param>
    private async Task<bool> AddAsync(OutcomeLabel label, int? resets, CancellationToken ct)
    {
        if (!IsStoring)
        {
            return await CountAsync(label, resets, ct).ConfigureAwait(false) is not null;
        }

        await _storing.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            var fallen = await CountAsync(label, resets, ct).ConfigureAwait(false);
            if (fallen is not null && IsStoring)
            {
                // Those who wait behind need not find an outage out one after another.
                await _unkept.KeepAsync(_store!, label, fallen, _refresh.NoteUnwritable).ConfigureAwait(false);
            }

            return fallen is not null;
        }
        finally
        {
            _storing.Release();
        }
    }

    /// <summary>False while labels and calls wait until the store answers.</summary>
    private bool IsStoring => _store is not null && Volatile.Read(ref _isLoaded) && Outage is null;

    /// <summary>Lets a label count, and wait for the store; gives what fell out for it, <see langword="null"/> if a weightier one is there, or it is forgotten.</summary>
    private async Task<List<OutcomeLabel>?> CountAsync(OutcomeLabel label, int? resets, CancellationToken ct)
    {
        await _gate.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            if (resets is null)
            {
                // What was noted before is waited for.
                ThrowIfDisposed();
            }

            if ((resets ?? _calls.Resets) != _calls.Resets || !_labels.TryAdd(label, out var fallen))
            {
                return null;
            }

            if (_store is not null)
            {
                _unkept.Add(label, Volatile.Read(ref _isLoaded) ? fallen : []);
            }

            return fallen;
        }
        finally
        {
            _gate.Release();
        }
    }

    private void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(Volatile.Read(ref _isDisposed), this);

    private static double Checked(double outcome) => double.IsNaN(outcome)
        ? throw new ArgumentOutOfRangeException(nameof(outcome), "An outcome is a number from 0 (wrong) to 1 (right).")
        : Math.Clamp(outcome, 0, 1);

    private static OutcomeKind Checked(OutcomeKind kind) => Enum.IsDefined(kind)
        ? kind
        : throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such kind of outcome.");

    /// <summary>Takes over what others have changed since it was last looked, and keeps what could not be kept before.</summary>
    internal async Task CatchUpAsync(IOutcomeStore store, CancellationToken ct)
    {
        var revision = await store.RevisionAsync(ct).ConfigureAwait(false);
        await _storing.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            if (revision != _revision)
            {
                await TakeOverAsync(await store.LoadAsync(ct).ConfigureAwait(false), await store.ForgottenAtAsync(ct).ConfigureAwait(false), ct).ConfigureAwait(false);
                _revision = revision;
                _refresh.NoteUnread(store.Unread);
            }

            // From the first time on calls go to the store as they come; those before are still known here.
            await _calls.TellMissedAsync(store, isNew: !Interlocked.Exchange(ref _isLoaded, true), ct).ConfigureAwait(false);
            await _unkept.OfferAsync(store, ct).ConfigureAwait(false);
        }
        finally
        {
            _storing.Release();
        }
    }

    private async Task TakeOverAsync(IReadOnlyList<OutcomeLabel> labels, DateTimeOffset? forgottenAt, CancellationToken ct)
    {
        await _gate.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            if (forgottenAt != _forgottenAt)
            {
                // Another process has forgotten everything, so this one must not bring it back.
                _forgottenAt = forgottenAt;
                Forecasts?.Clear();
                _calls.Forget(forgottenAt ?? default);
                _unkept.Forget(forgottenAt ?? default);
            }

            await _labels.ReplaceAsync(labels, _unkept.ToArray()).ConfigureAwait(false);
            _labels.FitIfDue();
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>The last chance of labels that the store has not taken; nobody else has them.</summary>
    private Task OfferLastAsync() => _store is { } store && _unkept.Count > 0
        ? _queue.TryAsync(_unkept.Count, () => _unkept.OfferAsync(store, CancellationToken.None))
        : Task.CompletedTask;

    /// <summary>Tells the store of calls; while it doesn't answer, later.</summary>
    private async Task TellOfCallsAsync(List<(LearnableCall Call, int Resets)> calls)
    {
        if (Outage is not null)
        {
            _calls.NoteMissed();
        }
        else if (IsStoring)
        {
            await _calls.TellAsync(_store!, calls).ConfigureAwait(false);
        }
    }
}
