namespace ModelRouter;

/// <summary>Stage 5 of one call: what its attempts used and cost, told to health, limits, ledger, trace, metrics and log.</summary>
/// <remarks>Not safe for concurrent use.</remarks>
internal sealed class CallAccounts(Guid id, RoutingDecision decision, RouterServices services, CallTrace? trace)
{
    /// <summary>The attempts that have ended, in that order.</summary>
    internal RoutingAttempt[] Attempts { get; private set; } = [];

    /// <summary>US dollars of all of them together.</summary>
    internal decimal Cost { get; private set; }

    /// <summary>Accounts for an attempt's end once: health, limits, cost, ledger, trace, metrics, log.</summary>
    internal async ValueTask<TokenUsage> SettleAsync(
        RoutedAttempt attempt, AttemptOutcome outcome, ModelFailure? failure, Exception? exception)
    {
        attempt.IsSettled = true;
        ReportHealth(attempt, failure, exception);

        if (!attempt.WasSent && failure?.Kind == ModelFailureKind.Cancelled)
        {
            // The caller left before the model heard of the request, so nothing was tried and nothing can be billed.
            attempt.Lease?.Correct(0);
            if (attempt.Reservation is { } unused)
            {
                await unused.ReleaseAsync().ConfigureAwait(false);
            }

            return new(0, 0, 0, 0, IsEstimated: true);
        }

        var (costBefore, tokensBelow) = (Cost, 0L);
        foreach (var failed in attempt.FailedBelow ?? [])
        {
            tokensBelow += await AddAsync(attempt, failed).ConfigureAwait(false);
        }

        var (usage, cost) = Bill(attempt, attempt.Meter, failure);
        attempt.Lease?.Correct(usage.InputTokens + usage.OutputTokens);
        var duration = services.Time.GetElapsedTime(attempt.StartedAt, attempt.EndedAt ?? services.Time.GetTimestamp());
        var error = exception is null ? null : ErrorText.Of(exception, failure?.Status);
        Cost += cost;
        Attempts = [.. Attempts, new(attempt.Model, outcome, duration, cost, error) { Failure = failure?.Kind }];

        var profile = attempt.Endpoint.Profile;
        var entry = new SpendEntry(
            id, services.Time.GetUtcNow(), profile.Id, profile.Tier, decision.Profile.Task, outcome, usage, cost, duration)
        {
            Attribution = decision.Attribution,
        };
        attempt.Trace?.End(entry, failure?.Kind, error);
        trace?.Add(attempt, entry);
        RouterMetrics.Ended(attempt, entry, failure?.Kind, attempt.Trace?.TimeToFirstChunk);
        Write(entry, failure, error);
        await services.Ledger.RecordAsync(entry).ConfigureAwait(false);
        if (attempt.Reservation is { } reservation)
        {
            await reservation.SettleAsync(Cost - costBefore, tokensBelow + usage.InputTokens + usage.OutputTokens).ConfigureAwait(false);
        }

        return usage;
    }

    /// <summary>Accounts for a try that failed at one of the client's own nodes; health and limits are the nodes' own. Gives its tokens.</summary>
    private async ValueTask<long> AddAsync(RoutedAttempt attempt, FailedTry failed)
    {
        var (usage, cost) = Bill(attempt, failed.Meter, failed.Failure);
        var error = $"{failed.Error} at {failed.Node}";
        Cost += cost;
        Attempts = [.. Attempts, new(attempt.Model, AttemptOutcome.Failed, failed.Duration, cost, error) { Failure = failed.Failure.Kind }];

        var profile = attempt.Endpoint.Profile;
        var entry = new SpendEntry(
            id, failed.At, profile.Id, profile.Tier, decision.Profile.Task, AttemptOutcome.Failed, usage, cost, failed.Duration)
        {
            Attribution = decision.Attribution,
        };
        trace?.Add(attempt, entry);
        RouterMetrics.Ended(attempt, entry, failed.Failure.Kind, timeToFirstChunk: null);
        Write(entry, failed.Failure, error);
        await services.Ledger.RecordAsync(entry).ConfigureAwait(false);
        return usage.InputTokens + usage.OutputTokens;
    }

    private void ReportHealth(RoutedAttempt attempt, ModelFailure? failure, Exception? exception)
    {
        var health = attempt.Endpoint.Health;
        if (failure is null)
        {
            health.ReportSuccess(attempt.Probe);
        }
        else if (!FailureRule.Of(failure.Kind).HurtsHealth || exception is ModelTimeoutException { Limit: ModelTimeout.Call })
        {
            // A model that was given less than its own time has not shown itself unwell.
            health.ReportAbandoned(attempt.Probe);
        }
        else if (health.ReportFailure(attempt.Probe, failure.RetryAfter))
        {
            Log.CoolsDown(services.Logger, attempt.Model, health.OpenUntil);
        }
    }

    /// <summary>A try that was refused outright used nothing. One that gave anything, or on which somebody gave up waiting,
    /// read the prompt, and is billed by its own figures or an estimate.</summary>
    private (TokenUsage Usage, decimal Cost) Bill(RoutedAttempt attempt, AttemptMeter meter, ModelFailure? failure)
    {
        if (failure is not null && !meter.HasAny && !FailureRule.Of(failure.Kind).MayHaveBeenBilled)
        {
            return (new(0, 0, 0, 0, IsEstimated: true), 0);
        }

        var usage = meter.Usage(decision.Profile.InputTokens, isComplete: failure is null);
        return (usage, attempt.Endpoint.Profile.Pricing.CostOf(usage));
    }

    private void Write(SpendEntry entry, ModelFailure? failure, string? error)
    {
        if (failure is { Kind: not ModelFailureKind.Cancelled })
        {
            Log.AttemptFailed(services.Logger, entry.Model, entry.Outcome, entry.Duration, failure.Kind, error ?? "");
        }
        else
        {
            Log.AttemptEnded(services.Logger, entry.Model, entry.Outcome, entry.Duration, entry.Cost);
        }
    }
}
