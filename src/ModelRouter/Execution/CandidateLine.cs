namespace ModelRouter;

/// <summary>Who is tried next, and when: the ranking in its order, then those who asked to be tried again later.</summary>
/// <remarks>Not safe for concurrent use. Every wait is bounded, and so is the number of attempts, so a line always ends.</remarks>
internal sealed class CandidateLine(RoutePlan plan, RouterServices services, long endsAt, CallBudgets? budgets)
{
    // Where an endpoint doesn't say when to come again; doubled each time.
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);

    private readonly ExecutionOptions _options = services.Execution;
    private readonly EndpointDoor _door = new(plan, services, endsAt);
    private List<LaterCandidate>? _later;
    private List<ModelExclusion>? _skipped;
    private LaterCandidate? _again;
    private RankedModel? _atMost;
    private TimeSpan _waited;
    private int _next;
    private int _attempts;
    private int _tooSmall;
    private bool _isByPrice;

    /// <summary>The permitted models that were passed over, and why.</summary>
    internal IReadOnlyList<ModelExclusion> Skipped => _skipped ?? (IReadOnlyList<ModelExclusion>)[];

    /// <summary>What is left of the call's time.</summary>
    internal TimeSpan Left => _door.Left();

    /// <summary>The next attempt, or <see langword="null"/> when no model is left.</summary>
    /// <param name="mayWait">False to pass over, for now, whoever would have to be waited for.</param>
    /// <param name="ct">The caller's token.</param>
    internal async ValueTask<RoutedAttempt?> NextAsync(bool mayWait, CancellationToken ct)
    {
        while (true)
        {
            ct.ThrowIfCancellationRequested();
            if (_attempts >= _options.MaxAttempts)
            {
                // A race that merely looked for a second runner may still be won.
                if (mayWait)
                {
                    SkipRest("max-attempts", $"The call has made {_attempts} attempts, as many as MaxAttempts allows.");
                }

                return null;
            }

            if (_door.Left() <= TimeSpan.Zero)
            {
                if (mayWait)
                {
                    SkipRest("call-timeout", "The call's time was over before its turn came.");
                }

                return null;
            }

            if (budgets is { Stops: true, Refusal: { } stop })
            {
                SkipRest(CallBudgets.Rule, stop.Reason);
                return null;
            }

            if (Take() is not { } candidate)
            {
                if (!mayWait || !await WaitForLaterAsync(ct).ConfigureAwait(false))
                {
                    return null;
                }

                continue;
            }

            var answer = await EnterAsync(candidate, mayWait, mayDecide: mayWait, ct).ConfigureAwait(false);
            if (answer.IsOpen)
            {
                return Attempt(candidate, answer);
            }

            Refuse(candidate, answer.Refused, mayWait);
        }
    }

    /// <summary>One more attempt at a model that has answered, or <see langword="null"/> if none may be made now. It leaves an attempt for another model.</summary>
    internal async ValueTask<RoutedAttempt?> AgainAsync(RoutedAttempt answered, bool mayWait, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        if (_attempts + 1 >= _options.MaxAttempts || _door.Left() <= TimeSpan.Zero)
        {
            return null;
        }

        var candidate = new LaterCandidate(answered.Endpoint, default, answered.Pause);
        var answer = await EnterAsync(candidate, mayWait, mayDecide: false, ct).ConfigureAwait(false);
        return answer.IsOpen ? Attempt(candidate, answer) : null;
    }

    /// <summary>From here on only models that are expected to do better than one whose answer failed its checks.</summary>
    internal void WantBetterThan(RoutedAttempt failed) => _atMost = RankOf(failed.Endpoint);

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

        if (budgets is { Downgrades: true } && !_isByPrice)
        {
            // Stable, so that the ranking decides between equals.
            _isByPrice = true;
            ModelEndpoint[] byPrice = [.. plan.Endpoints[_next..].OrderBy(budgets.MostFor)];
            byPrice.CopyTo(plan.Endpoints, _next);
        }

        while (_next < plan.Endpoints.Length)
        {
            var endpoint = plan.Endpoints[_next++];
            if (!IsOut(endpoint))
            {
                return new(endpoint, default, TimeSpan.Zero);
            }
        }

        return null;
    }

    /// <summary>Money first: who has none must not take a place, or be a probe.</summary>
    private async ValueTask<DoorAnswer> ReserveAndEnterAsync(
        CallBudgets funds, ModelEndpoint endpoint, bool isRepeated, bool mayWait, bool mayDecide, CancellationToken ct)
    {
        if (await funds.ReserveAsync(endpoint, mayDecide, ct).ConfigureAwait(false) is not { } reservation)
        {
            return new(Refused: new(null, CallBudgets.Rule, funds.Refusal!.Reason));
        }

        var answer = default(DoorAnswer);
        try
        {
            answer = await _door.EnterAsync(endpoint, isRepeated, mayWait, ct).ConfigureAwait(false);
            return answer with { Reservation = reservation };
        }
        finally
        {
            if (!answer.IsOpen)
            {
                await reservation.ReleaseAsync().ConfigureAwait(false);
            }
        }
    }

    private ValueTask<DoorAnswer> EnterAsync(in LaterCandidate candidate, bool mayWait, bool mayDecide, CancellationToken ct)
    {
        var isRepeated = candidate.Pause > TimeSpan.Zero;
        return budgets is null
            ? _door.EnterAsync(candidate.Endpoint, isRepeated, mayWait, ct)
            : ReserveAndEnterAsync(budgets, candidate.Endpoint, isRepeated, mayWait, mayDecide, ct);
    }

    private RoutedAttempt Attempt(in LaterCandidate candidate, in DoorAnswer answer) =>
        new(candidate.Endpoint, ++_attempts, answer.Probe, services.Time.GetTimestamp(), candidate.Pause, answer.Lease) { Reservation = answer.Reservation };

    /// <summary>What was expected of a model; its place among the endpoints may have changed since.</summary>
    private RankedModel RankOf(ModelEndpoint endpoint) => plan.Decision.Ranking.First(ranked => ranked.Model == endpoint.Profile.Id);

    /// <summary>True for who can't help any more: its window is too small, or it is no better than one whose answer wasn't good enough.</summary>
    private bool IsOut(ModelEndpoint endpoint) => IsTooSmall(endpoint) || IsNoBetter(endpoint);

    private bool IsNoBetter(ModelEndpoint endpoint)
    {
        if (_atMost is not { } failed || RankOf(endpoint).SuccessProbability > failed.SuccessProbability)
        {
            return false;
        }

        Skip(endpoint, "cascade", $"It is not expected to do better than {failed.Model}, whose answer failed a check.");
        return true;
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

    /// <summary>Passes over an endpoint that lets nobody in; where it is known when it does again, until then.</summary>
    private void Refuse(LaterCandidate candidate, GateEntry refused, bool mayWait)
    {
        Skip(candidate.Endpoint, refused.Rule!, refused.Reason);
        if ((refused.Wait ?? (mayWait ? null : TimeSpan.Zero)) is { } wait)
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
        if (IsOut(candidate.Endpoint))
        {
            return later.Count > 0;
        }

        if (wait > _options.RetryWait - _waited || wait >= _door.Left())
        {
            // Of those that their limits kept out it has been told already.
            if (candidate.Pause > TimeSpan.Zero)
            {
                Skip(candidate.Endpoint, "rest", $"It is to be left alone until {UtcText.Of(candidate.BackAt)}, longer than the call waits.");
            }

            return later.Count > 0;
        }

        if (wait > TimeSpan.Zero)
        {
            _waited += wait;
            await Wait.ForAsync(wait, services.Time, ct).ConfigureAwait(false);
        }

        _again = candidate;
        return true;
    }

    /// <summary>Says of all who are left why nobody is tried any more.</summary>
    private void SkipRest(string rule, string reason)
    {
        foreach (var endpoint in plan.Endpoints[_next..].Concat((_later ?? []).Select(static later => later.Endpoint)))
        {
            Skip(endpoint, rule, reason);
        }

        _next = plan.Endpoints.Length;
        _later?.Clear();
    }

    private void Skip(ModelEndpoint endpoint, string rule, string reason)
    {
        var model = endpoint.Profile.Id;
        if (_skipped?.Exists(e => ReferenceEquals(e.Model, model) && ReferenceEquals(e.Rule, rule)) is not true)
        {
            RouterMetrics.Skipped(model, rule);
            (_skipped ??= []).Add(new(model, rule, reason));
        }
    }
}
