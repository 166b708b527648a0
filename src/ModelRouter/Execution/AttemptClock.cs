namespace ModelRouter;

/// <summary>One attempt's clock: cancels the attempt when its model is waited for longer than it may take.</summary>
/// <remarks>Safe for the attempt and the timer at once. Only waits for the model count, not the time that the reader takes. One timer
/// serves all waits and sets itself anew when it fires too early, so a wait costs a look at the clock.</remarks>
internal sealed class AttemptClock : IDisposable
{
    /// <summary>The timestamp of what never comes.</summary>
    internal const long Never = long.MaxValue;

    private readonly TimeProvider _time;

    // Nobody else holds it, so it is the lock as well.
    private readonly CancellationTokenSource _source;
    private readonly long _callEndsAt;
    private ITimer? _timer;
    private long _waitEndsAt = Never;
    private long _firesAt = Never;
    private ModelTimeout _kind;
    private bool _isDisposed;

    /// <summary>A clock that has not begun.</summary>
    /// <param name="time">The clock behind it.</param>
    /// <param name="callEndsAt">The timestamp at which the whole call's time is over, or <see cref="Never"/>.</param>
    /// <param name="ct">The caller's token.</param>
    internal AttemptClock(TimeProvider time, long callEndsAt, CancellationToken ct)
    {
        (_time, _callEndsAt) = (time, callEndsAt);
        _source = CancellationTokenSource.CreateLinkedTokenSource(ct);
        Token = _source.Token;
    }

    /// <summary>Cancelled by the caller, by a wait that took too long, or by <see cref="Cancel"/>.</summary>
    internal CancellationToken Token { get; }

    /// <summary>What took too long, if anything did.</summary>
    internal ModelTimeout? Expired { get; private set; }

    /// <summary>The timestamp that lies a duration after another.</summary>
    internal static long After(TimeProvider time, long timestamp, TimeSpan duration) =>
        duration == Timeout.InfiniteTimeSpan ? Never : timestamp + (long)(duration.TotalSeconds * time.TimestampFrequency);

    /// <summary>A wait for the model begins.</summary>
    internal void Begin(ModelTimeout kind, TimeSpan limit)
    {
        lock (_source)
        {
            var now = _time.GetTimestamp();
            (_kind, _waitEndsAt) = (kind, After(_time, now, limit));
            if (_callEndsAt < _waitEndsAt)
            {
                (_kind, _waitEndsAt) = (ModelTimeout.Call, _callEndsAt);
            }

            if (_waitEndsAt < _firesAt)
            {
                Arm(now);
            }
        }
    }

    /// <summary>The model has given what was waited for.</summary>
    internal void End()
    {
        lock (_source)
        {
            _waitEndsAt = Never;
        }
    }

    /// <summary>Cancels the attempt; its end is not awaited.</summary>
    internal void Cancel()
    {
        lock (_source)
        {
            if (!_isDisposed)
            {
                // What the client's own callbacks throw belongs to nobody here, and must not end the timer's thread.
                _ = _source.CancelAsync().MayBeLeft();
            }
        }
    }

    public void Dispose()
    {
        lock (_source)
        {
            _isDisposed = true;
            _timer?.Dispose();
            _source.Dispose();
        }
    }

    private void Arm(long now)
    {
        // Rounded up to what timers can tell apart, so that they don't fire a moment too early again and again.
        var due = TimeSpan.FromMilliseconds(Math.Max(0, Math.Ceiling(_time.GetElapsedTime(now, _waitEndsAt).TotalMilliseconds)));
        _firesAt = _waitEndsAt;
        if (_timer is null)
        {
            _timer = _time.CreateTimer(static clock => ((AttemptClock)clock!).OnTimer(), this, due, Timeout.InfiniteTimeSpan);
        }
        else
        {
            _timer.Change(due, Timeout.InfiniteTimeSpan);
        }
    }

    private void OnTimer()
    {
        lock (_source)
        {
            _firesAt = Never;
            if (_isDisposed || _waitEndsAt == Never)
            {
                return;
            }

            var now = _time.GetTimestamp();
            if (now < _waitEndsAt)
            {
                Arm(now);
                return;
            }

            (Expired, _waitEndsAt) = (_kind, Never);
            Cancel();
        }
    }
}
