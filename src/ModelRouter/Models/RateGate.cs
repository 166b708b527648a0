namespace ModelRouter;

/// <summary>So many requests and tokens a minute and no more, in any minute: a sliding window, not a bucket that could let twice as many
/// through around its filling.</summary>
/// <remarks>Safe for concurrent use. Who finds no room reserves the first moment that has it, so the order is that of arrival.</remarks>
internal sealed class RateGate
{
    private readonly Lock _lock = new();
    private readonly LinkedList<RateReservation> _window = new();
    private readonly TimeProvider _time;
    private readonly long _length;
    private readonly long _maxRequests;
    private readonly long _maxTokens;
    private long _requests;
    private long _tokens;
    private long _lastAt = long.MinValue;

    /// <summary>An empty window.</summary>
    internal RateGate(int? requestsPerMinute, int? tokensPerMinute, TimeProvider time)
    {
        _time = time;
        _length = time.TimestampFrequency * 60;
        _maxRequests = requestsPerMinute ?? long.MaxValue;
        _maxTokens = tokensPerMinute ?? long.MaxValue;
    }

    /// <summary>Reserves the first moment that has room; not if that is further away than the longest wait.</summary>
    /// <param name="tokens">Tokens that the request is expected to take; one that is larger than the limit waits for an empty window.</param>
    /// <param name="longestWait">The longest wait; ≥ 0.</param>
    /// <param name="wait">How long it is until that moment.</param>
    internal RateReservation? TryReserve(long tokens, TimeSpan longestWait, out TimeSpan wait)
    {
        lock (_lock)
        {
            var now = _time.GetTimestamp();
            Forget(now);
            var at = FirstRoom(now, Math.Min(tokens, _maxTokens));
            wait = _time.GetElapsedTime(now, at);
            if (wait > longestWait)
            {
                return null;
            }

            var reservation = new RateReservation(at, tokens);
            _window.AddLast(reservation);
            (_requests, _tokens, _lastAt) = (_requests + 1, _tokens + tokens, at);
            return reservation;
        }
    }

    /// <summary>Puts what a request took in the place of what was expected.</summary>
    internal void Correct(RateReservation reservation, long tokens) => Change(reservation, 1, tokens);

    /// <summary>Frees what a request would have taken that was never sent, and its moment if nobody has reserved a later one.</summary>
    internal void Cancel(RateReservation reservation)
    {
        lock (_lock)
        {
            Change(reservation, 0, 0);
            while (_window.Last is { Value: { Requests: 0 } last })
            {
                last.IsInWindow = false;
                _window.RemoveLast();
            }

            _lastAt = _window.Last?.Value.At ?? long.MinValue;
        }
    }

    private void Change(RateReservation reservation, int requests, long tokens)
    {
        lock (_lock)
        {
            if (reservation.IsInWindow)
            {
                _requests += requests - reservation.Requests;
                _tokens += tokens - reservation.Tokens;
            }

            (reservation.Requests, reservation.Tokens) = (requests, tokens);
        }
    }

    /// <summary>The first moment, not before any that is reserved already, at which the minute up to it has room.</summary>
    private long FirstRoom(long now, long tokens)
    {
        var at = Math.Max(now, _lastAt);
        var (requests, taken) = (_requests, _tokens);
        foreach (var earlier in _window)
        {
            if (earlier.At + _length > at)
            {
                if (requests < _maxRequests && taken <= _maxTokens - tokens)
                {
                    break;
                }

                at = earlier.At + _length;
            }

            requests -= earlier.Requests;
            taken -= earlier.Tokens;
        }

        return at;
    }

    private void Forget(long now)
    {
        while (_window.First is { Value: var oldest } && oldest.At + _length <= now)
        {
            _window.RemoveFirst();
            oldest.IsInWindow = false;
            _requests -= oldest.Requests;
            _tokens -= oldest.Tokens;
        }
    }
}
