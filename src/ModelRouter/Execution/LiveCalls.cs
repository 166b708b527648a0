namespace ModelRouter;

/// <summary>Counts a router's calls that have not ended. Safe for concurrent use.</summary>
internal sealed class LiveCalls(TimeProvider time)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    private int _count;

    internal void Enter() => Interlocked.Increment(ref _count);

    internal void Leave() => Interlocked.Decrement(ref _count);

    /// <summary>Completes when all calls have ended, or the time is over.</summary>
    /// <param name="limit">The longest that it waits: a stream whose reader neither ends nor disposes it never ends.</param>
    /// <param name="ct">Ends the wait without an exception.</param>
    internal async Task WaitAsync(TimeSpan limit, CancellationToken ct)
    {
        for (var started = time.GetTimestamp(); Volatile.Read(ref _count) > 0 && time.GetElapsedTime(started) < limit && !ct.IsCancellationRequested;)
        {
            await Task.Delay(Look, time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
