namespace ModelRouter;

/// <summary>Keeps an endpoint within its limits: requests at once, requests a minute, tokens a minute.</summary>
/// <remarks>Safe for concurrent use. Every wait is bounded.</remarks>
internal sealed class EndpointGate
{
    private readonly ModelLimits _limits;
    private readonly TimeProvider _time;
    private readonly ConcurrencyGate? _places;
    private readonly RateGate? _rate;

    private EndpointGate(ModelLimits limits, TimeProvider time)
    {
        (_limits, _time) = (limits, time);
        _places = limits.MaxConcurrency is { } places ? new(places, limits.QueueLength) : null;
        _rate = limits.RequestsPerMinute is not null || limits.TokensPerMinute is not null
            ? new(limits.RequestsPerMinute, limits.TokensPerMinute, time)
            : null;
    }

    /// <summary>The gate of an endpoint; <see langword="null"/> if nothing limits it.</summary>
    internal static EndpointGate? Of(ModelLimits limits, TimeProvider time) =>
        limits is { MaxConcurrency: null, RequestsPerMinute: null, TokensPerMinute: null } ? null : new(limits, time);

    /// <summary>Waits for leave to send a request.</summary>
    /// <param name="tokens">Tokens that it is expected to take.</param>
    /// <param name="longestWait">The longest wait; at most <see cref="ModelLimits.QueueWait"/> is waited.</param>
    /// <param name="ct">The caller's token.</param>
    internal async ValueTask<GateEntry> EnterAsync(long tokens, TimeSpan longestWait, CancellationToken ct)
    {
        longestWait = longestWait < _limits.QueueWait ? longestWait : _limits.QueueWait;
        var startedAt = _time.GetTimestamp();
        if (_places is not null && !_places.TryEnter())
        {
            var outcome = await _places.EnterAsync(longestWait, _time, ct).ConfigureAwait(false);
            if (outcome != QueueOutcome.Entered)
            {
                return new(null, "concurrency", outcome == QueueOutcome.Full
                    ? $"It already has all {_limits.MaxConcurrency} requests that it takes at once, and nobody more may wait."
                    : $"None of its {_limits.MaxConcurrency} places came free within {longestWait}.");
            }
        }

        if (_rate is null)
        {
            return new(new(_places, null, null));
        }

        // The place is kept meanwhile: those behind would have to wait for the rate as well.
        var left = longestWait - _time.GetElapsedTime(startedAt);
        var reservation = _rate.TryReserve(tokens, left > TimeSpan.Zero ? left : TimeSpan.Zero, out var wait);
        if (reservation is null)
        {
            _places?.Leave();
            return new(null, "rate-limit", $"Its requests or tokens of this minute are used up; there is room in {wait}.", wait);
        }

        var lease = new GateLease(_places, _rate, reservation);
        if (wait > TimeSpan.Zero)
        {
            try
            {
                await Wait.ForAsync(wait, _time, ct).ConfigureAwait(false);
            }
            catch
            {
                lease.Cancel();
                throw;
            }
        }

        return new(lease);
    }
}
