namespace ModelRouter;

/// <summary>Calls that may get a label: the last ones are known here, and a store is told of all. Safe for concurrent use.</summary>
internal sealed class CallMemory : IDisposable
{
    private readonly RecentCalls _recent = new();

    // Held while the store is told of calls in the background, so that a reset doesn't come in between.
    private readonly SemaphoreSlim _telling = new(1, 1);

    // What was noted before a reset is forgotten, too.
    private int _resets;
    private long _resetAt;
    private bool _hasMissed;

    /// <summary>How often everything was forgotten.</summary>
    internal int Resets => Volatile.Read(ref _resets);

    internal void Add(LearnableCall call) => _recent.Add(call);

    internal LearnableCall? Find(Guid callId) => _recent.Find(callId);

    /// <summary>The store has not been told of a call, and is when it is next caught up with.</summary>
    internal void NoteMissed() => Volatile.Write(ref _hasMissed, true);

    /// <summary>True for a call that was before the last reset; those that ended since are known here.</summary>
    internal bool IsForgotten(LearnableCall call) => call.At.UtcTicks <= Volatile.Read(ref _resetAt) && _recent.Find(call.CallId) is null;

    /// <summary>Forgets what has been noted so far.</summary>
    internal void Clear(DateTimeOffset now)
    {
        Interlocked.Increment(ref _resets);
        Volatile.Write(ref _resetAt, now.UtcTicks);
        _recent.Clear();
    }

    /// <summary>Forgets calls from before a reset by another process.</summary>
    internal void Forget(DateTimeOffset resetAt)
    {
        Volatile.Write(ref _resetAt, Math.Max(Volatile.Read(ref _resetAt), resetAt.UtcTicks));
        _recent.Forget(resetAt);
    }

    /// <summary>Does what must not come between a store's being told of calls.</summary>
    internal async Task WhileNobodyTellsAsync(Func<CancellationToken, Task> work, CancellationToken ct)
    {
        await _telling.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            await work(ct).ConfigureAwait(false);
        }
        finally
        {
            _telling.Release();
        }
    }

    /// <summary>Tells the store of calls, but of those before a reset.</summary>
    internal Task TellAsync(IOutcomeStore store, List<(LearnableCall Call, int Resets)> calls) => WhileNobodyTellsAsync(
        async ct =>
        {
            if (calls.FindAll(noted => noted.Resets == Resets) is [_, ..] known)
            {
                await TellAsync(store, known.ConvertAll(static noted => noted.Call), ct).ConfigureAwait(false);
            }
        },
        CancellationToken.None);

    /// <summary>Tells the store of the last calls, if some of them may be new to it.</summary>
    /// <param name="store">The store.</param>
    /// <param name="isNew">Whether it is told for the first time.</param>
    /// <param name="ct">Stops telling.</param>
    internal async Task TellMissedAsync(IOutcomeStore store, bool isNew, CancellationToken ct)
    {
        if ((Interlocked.Exchange(ref _hasMissed, false) || isNew) && _recent.ToArray() is [_, ..] calls)
        {
            await TellAsync(store, calls, ct).ConfigureAwait(false);
        }
    }

    public void Dispose() => _telling.Dispose();

    private async Task TellAsync(IOutcomeStore store, IReadOnlyList<LearnableCall> calls, CancellationToken ct)
    {
        try
        {
            await store.RememberAsync(calls, ct).ConfigureAwait(false);
        }
        catch
        {
            NoteMissed();
            throw;
        }
    }
}
