namespace ModelRouter;

/// <summary>Who is tried next, and when: the ranking in its order, then those who asked to be tried again later.</summary>
/// <remarks>Not safe for concurrent use. Every wait is bounded, and so is the number of attempts, so a line always ends.</remarks>
internal sealed class CandidateLine(RoutePlan plan, RouterServices services, long endsAt)
{
    // Where an endpoint doesn't say when to come again; doubled each time.
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);

    // Whoever loses the race for a probe waits for its outcome; losing more often is as good as a failed probe.
    private const int MaxHealthWaits = 3;

    private readonly ExecutionOptions _options = services.Execution;
    private List<LaterCandidate>? _later;
    private List<ModelExclusion>? _skipped;
    private LaterCandidate? _again;
    private TimeSpan _waited;
    private int _next;
    private int _attempts;
    private int _tooSmall;

    /// <summary>The permitted models that were passed over, and why.</summary>
    internal IReadOnlyList<ModelExclusion> Skipped => _skipped ?? (IReadOnlyList<ModelExclusion>)[];

    /// <summary>The next attempt, or <see langword="null"/> when no model is left.</summary>
    internal async ValueTask<RoutedAttempt?> NextAsync(CancellationToken ct)
    {
        while (true)
        {
            ct.ThrowIfCancellationRequested();
            if (_attempts >= _options.MaxAttempts || Left() <= TimeSpan.Zero)
            {
                return null;
            }

            if (Take() is not { } candidate)
            {
                if (!await WaitForLaterAsync(ct).ConfigureAwait(false))
                {
                    return null;
                }

                continue;
            }

            if (await EnterAsync(candidate, ct).ConfigureAwait(false) is { } attempt)
            {
                return attempt;
            }
        }
    }

    /// <summary>Learns from an attempt that failed before any content.</summary>
    internal void Learn(RoutedAttempt attempt, ModelFailure failure)
    {
        switch (FailureRule.Of(failure.Kind).Step)
        {
            case FailureStep.NextLarger:
                _tooSmall = Math.Max(_tooSmall, attempt.Endpoint.Profile.ContextWindow);
                break;
            case FailureStep.SameLater:
                var pause = attempt.Pause == TimeSpan.Zero ? FirstPause : attempt.Pause * 2;
                (_later ??= []).Add(new(attempt.Endpoint, services.Time.GetUtcNow() + (failure.RetryAfter ?? pause), pause));
                break;
        }
    }

    /// <summary>The candidate whose turn it is, those left out whose window is known to be too small.</summary>
    private LaterCandidate? Take()
    {
        if (_again is { } again)
        {
            _again = null;
            return again;
        }

        while (_next < plan.Endpoints.Length)
        {
            var endpoint = plan.Endpoints[_next++];
            if (!IsTooSmall(endpoint))
            {
                return new(endpoint, default, TimeSpan.Zero);
            }
        }

        return null;
    }

    private bool IsTooSmall(ModelEndpoint endpoint)
    {
        var window = endpoint.Profile.ContextWindow;
        if (window > _tooSmall)
        {
            return false;
        }

        Skip(endpoint, "context-window", $"The conversation proved too long for {_tooSmall} tokens, and its window holds {window}.");
        return true;
    }

    /// <summary>Begins an attempt, unless the endpoint's breaker or its limits keep it out.</summary>
    private async ValueTask<RoutedAttempt?> EnterAsync(LaterCandidate candidate, CancellationToken ct)
    {
        var endpoint = candidate.Endpoint;
        for (var waits = plan.IsForcedProbe && candidate.Pause == TimeSpan.Zero ? MaxHealthWaits : 0; ; waits--)
        {
            if (waits > 0 && !await WaitUntilBackAsync(endpoint.Health, ct).ConfigureAwait(false))
            {
                break;
            }

            if (endpoint.Health.CanEnter(plan.IsForcedProbe))
            {
                var entry = await EnterGateAsync(endpoint, ct).ConfigureAwait(false);
                if (entry is { Lease: null, Rule: not null })
                {
                    Refuse(candidate, entry);
                    return null;
                }

                if (Left() <= TimeSpan.Zero)
                {
                    entry.Lease?.Cancel();
                    return null;
                }

                // Since the plan its breaker may have opened, or another request may have taken its one probe.
                if (endpoint.Health.TryEnter(plan.IsForcedProbe, out var probe))
                {
                    return new(endpoint, ++_attempts, probe, services.Time.GetTimestamp(), candidate.Pause, entry.Lease);
                }

                entry.Lease?.Cancel();
            }

            if (waits <= 1)
            {
                break;
            }
        }

        Skip(endpoint, "health", HealthRule.Describe(endpoint.Health));
        return null;
    }

    /// <summary>Leave by the endpoint's limits; no lease and no rule if it has none.</summary>
    private ValueTask<GateEntry> EnterGateAsync(ModelEndpoint endpoint, CancellationToken ct)
    {
        if (endpoint.Gate is not { } gate)
        {
            return default;
        }

        var tokens = TokenForecast.Of(plan.Decision.Profile, endpoint.Profile);
        return gate.EnterAsync(tokens.InputTokens + tokens.OutputTokens, Left(), ct);
    }

    /// <summary>Where all cool down: waits for the first one back, or for the outcome of another request's probe. True if the endpoint may be
    /// called, be it as a probe before its time.</summary>
    private async ValueTask<bool> WaitUntilBackAsync(EndpointHealth health, CancellationToken ct)
    {
        var longest = _options.OpenWait < Left() ? _options.OpenWait : Left();
        longest = longest > TimeSpan.Zero ? longest : TimeSpan.Zero;
        if (!health.IsBeingProbed)
        {
            var wait = health.OpenUntil is { } until ? until - services.Time.GetUtcNow() : TimeSpan.Zero;
            wait = wait <= longest ? wait : services.Jitter.PartOf(longest / 4);
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, services.Time, ct).ConfigureAwait(false);
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

    /// <summary>Passes over an endpoint that is at its limits; where it is known when there is room again, until then.</summary>
    private void Refuse(LaterCandidate candidate, GateEntry entry)
    {
        Skip(candidate.Endpoint, entry.Rule!, entry.Reason);
        if (entry.Wait is { } wait)
        {
            (_later ??= []).Add(candidate with { At = services.Time.GetUtcNow() + wait });
        }
    }

    /// <summary>Waits for the first of those that asked to be tried again. False if none comes back within what is left of the wait.</summary>
    private async ValueTask<bool> WaitForLaterAsync(CancellationToken ct)
    {
        if (_later is not { Count: > 0 } later)
        {
            return false;
        }

        var first = 0;
        for (var i = 1; i < later.Count; i++)
        {
            first = later[i].BackAt < later[first].BackAt ? i : first;
        }

        var candidate = later[first];
        later.RemoveAt(first);
        var wait = candidate.BackAt - services.Time.GetUtcNow();
        if (IsTooSmall(candidate.Endpoint))
        {
            return later.Count > 0;
        }

        if (wait > _options.RetryWait - _waited || wait >= Left())
        {
            // Of those that their limits kept out it has been told already.
            if (candidate.Pause > TimeSpan.Zero)
            {
                Skip(candidate.Endpoint, "rest", $"It is to be left alone until {candidate.BackAt:yyyy-MM-dd HH:mm:ss'Z'}, longer than the call waits.");
            }

            return later.Count > 0;
        }

        if (wait > TimeSpan.Zero)
        {
            _waited += wait;
            await Task.Delay(wait, services.Time, ct).ConfigureAwait(false);
        }

        _again = candidate;
        return true;
    }

    /// <summary>What is left of the call's time.</summary>
    private TimeSpan Left() =>
        endsAt == AttemptClock.Never ? TimeSpan.MaxValue : services.Time.GetElapsedTime(services.Time.GetTimestamp(), endsAt);

    private void Skip(ModelEndpoint endpoint, string rule, string reason)
    {
        var model = endpoint.Profile.Id;
        if (_skipped?.Exists(e => ReferenceEquals(e.Model, model) && ReferenceEquals(e.Rule, rule)) is not true)
        {
            ModelRouterDiagnostics.Skipped(model, rule);
            (_skipped ??= []).Add(new(model, rule, reason));
        }
    }
}
