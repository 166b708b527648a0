namespace ModelRouter;

/// <summary>The way into an endpoint: past its breaker and its limits, waiting where a wait is worth it.</summary>
/// <remarks>Not safe for concurrent use. Every wait is bounded, by the call's end as well.</remarks>
internal readonly struct EndpointDoor(RoutePlan plan, RouterServices services, long endsAt)
{
    // Whoever loses the race for a probe waits for its outcome; losing more often is as good as a failed probe.
    private const int MaxHealthWaits = 3;

    private readonly TimeSpan _openWait = services.Execution.OpenWait;

    /// <summary>What is left of the call's time.</summary>
    internal TimeSpan Left() =>
        endsAt == AttemptClock.Never ? TimeSpan.MaxValue : services.Time.GetElapsedTime(services.Time.GetTimestamp(), endsAt);

    /// <summary>Enters, or tells what keeps the request out.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="isRepeated">True if this call has tried it before.</param>
    /// <param name="mayWait">False to be kept out rather than wait.</param>
    /// <param name="ct">The caller's token.</param>
    internal async ValueTask<DoorAnswer> EnterAsync(ModelEndpoint endpoint, bool isRepeated, bool mayWait, CancellationToken ct)
    {
        var health = endpoint.Health;
        for (var waits = plan.Decision.IsForcedProbe && !isRepeated && mayWait ? MaxHealthWaits : 0; ; waits--)
        {
            if (waits > 0 && !await WaitUntilBackAsync(health, ct).ConfigureAwait(false))
            {
                break;
            }

            if (health.CanEnter(plan.Decision.IsForcedProbe))
            {
                var entry = await EnterGateAsync(endpoint, mayWait, ct).ConfigureAwait(false);
                if (entry.Rule is not null)
                {
                    return new(Refused: entry);
                }

                if (ct.IsCancellationRequested || Left() <= TimeSpan.Zero)
                {
                    // The wait took what was left.
                    entry.Lease?.Cancel();
                    ct.ThrowIfCancellationRequested();
                    return new(Refused: new(null, "call-timeout", "The call's time was over when its turn came."));
                }

                // Since the plan its breaker may have opened, or another request may have taken its one probe.
                if (health.TryEnter(plan.Decision.IsForcedProbe, out var probe))
                {
                    return new(IsOpen: true, probe, entry.Lease);
                }

                entry.Lease?.Cancel();
            }

            if (waits <= 1)
            {
                break;
            }
        }

        return new(Refused: new(null, "health", HealthRule.Describe(health)));
    }

    /// <summary>Leave by the endpoint's limits; neither lease nor rule if it has none.</summary>
    private ValueTask<GateEntry> EnterGateAsync(ModelEndpoint endpoint, bool mayWait, CancellationToken ct)
    {
        if (endpoint.Gate is not { } gate)
        {
            return default;
        }

        var tokens = TokenForecast.Of(plan.Decision.Profile, endpoint.Profile);
        return gate.EnterAsync(tokens.InputTokens + tokens.OutputTokens, mayWait ? Left() : TimeSpan.Zero, ct);
    }

    /// <summary>Where all cool down: waits for the first one back, or for the outcome of another request's probe. True if the endpoint may be
    /// called, be it as a probe before its time.</summary>
    private async ValueTask<bool> WaitUntilBackAsync(EndpointHealth health, CancellationToken ct)
    {
        var left = Left();
        var longest = left < TimeSpan.Zero ? TimeSpan.Zero : left < _openWait ? left : _openWait;
        if (!health.IsBeingProbed)
        {
            var wait = health.OpenUntil is { } until ? until - services.Time.GetUtcNow() : TimeSpan.Zero;
            wait = wait <= longest ? wait : services.Jitter.PartOf(longest / 4);
            if (wait > TimeSpan.Zero)
            {
                await Wait.ForAsync(wait, services.Time, ct).ConfigureAwait(false);
            }
        }

        // Asked for before looking, so that no outcome is missed in between.
        var outcome = health.WhenChanged();
        if (!health.IsBeingProbed)
        {
            return true;
        }

        try
        {
            await outcome.WaitAsync(longest, services.Time, ct).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return false;
        }

        // A probe that has just failed needs no repetition by all who waited for it.
        return health.CanEnter();
    }
}
