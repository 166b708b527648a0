namespace ModelRouter;

/// <summary>Stage 5 of one call: what its attempts used and cost, told to health, limits, ledger, trace, metrics and log.</summary>
/// <remarks>Not safe for concurrent use.</remarks>
internal sealed class CallAccounts(
    Guid id, RoutingDecision decision, RouterServices services, CallTrace? trace, DateTimeOffset startedAt, long startTimestamp, RoutingRun? run)
{
    private ulong? _decisionHash;
    private decimal _exploredCost;

    /// <summary>The call's id.</summary>
    internal Guid Id { get; } = id;

    /// <summary>When the call began.</summary>
    internal DateTimeOffset StartedAt { get; } = startedAt;

    /// <summary>The attempts that have ended, in that order.</summary>
    internal RoutingAttempt[] Attempts { get; private set; } = [];

    /// <summary>US dollars of all of them together.</summary>
    internal decimal Cost { get; private set; }

    /// <summary>The clock's timestamp at which a cascade showed its caller the first content; <see langword="null"/> where an attempt's own time is that.</summary>
    internal long? FirstShownAt { get; set; }

    /// <summary>Accounts for an attempt's end once: health, limits, cost, ledger, trace, metrics, log.</summary>
    internal async ValueTask<TokenUsage> SettleAsync(
        RoutedAttempt attempt, AttemptOutcome outcome, ModelFailure? failure, Exception? exception)
    {
        attempt.IsSettled = true;
        if (!attempt.WasSent && failure?.Kind == ModelFailureKind.Cancelled)
        {
            // It ended before the model heard of the request, so nothing was tried and nothing can be billed.
            attempt.Lease?.Cancel();
            ReportHealth(attempt, failure, exception);
            if (attempt.Reservation is { } unused)
            {
                await unused.ReleaseAsync().ConfigureAwait(false);
            }

            return new(0, 0, 0, 0, IsEstimated: true);
        }

        var (costBefore, tokensBelow) = (Cost, 0L);
        List<(FailedTry Try, SpendEntry Entry)>? below = null;
        foreach (var failed in attempt.FailedBelow ?? [])
        {
            var added = Add(attempt, failed);
            tokensBelow += added.Usage.InputTokens + added.Usage.OutputTokens;
            (below ??= []).Add((failed, added));
        }

        var (now, timestamp) = (services.Time.GetUtcNow(), services.Time.GetTimestamp());
        var began = now - services.Time.GetElapsedTime(attempt.StartedAt, timestamp);
        var (usage, cost) = Bill(attempt, attempt.Meter, failure, began);
        attempt.Lease?.Correct(usage.InputTokens + usage.OutputTokens);
        var duration = services.Time.GetElapsedTime(attempt.StartedAt, attempt.EndedAt ?? timestamp);
        var error = exception is null ? null : ErrorText.Of(exception, failure?.Status);
        Cost += cost;
        Attempts = [.. Attempts, new(attempt.Model, outcome, duration, cost, error) { Failure = failure?.Kind, Checks = attempt.Checks }];
        if (attempt.Meter.Confidence is not null)
        {
            attempt.Endpoint.NoteConfidence();
        }

        var timeToFirst = attempt.FirstContentAt is { } first ? services.Time.GetElapsedTime(attempt.StartedAt, first) : (TimeSpan?)null;
        var entry = Entry(attempt, now, usage, timeToFirst);
        try
        {
            ReportHealth(attempt, failure, exception);
            for (var i = 0; i < below?.Count; i++)
            {
                Tell(attempt, below[i].Entry, below[i].Try.Failure, timeToFirstChunk: null);
            }

            attempt.Trace?.End(entry, failure?.Kind, error);
            Tell(attempt, entry, failure, attempt.Trace?.TimeToFirstChunk);
            CountExplored(attempt, Cost - costBefore);
            services.Learning?.Learner.Forecasts?.Learn(entry, attempt.Endpoint.Profile, attempt.IsStreamed);
        }
        finally
        {
            // Whatever becomes of what is told: loggers and listeners are the caller's, and may throw. The budgets come before the ledger, which may
            // have to wait: meanwhile others could use what isn't needed any more.
            try
            {
                if (attempt.Reservation is { } reservation)
                {
                    await reservation.SettleAsync(Cost - costBefore, tokensBelow + usage.InputTokens + usage.OutputTokens).ConfigureAwait(false);
                }
            }
            finally
            {
                await RecordAsync(below, entry).ConfigureAwait(false);
            }
        }

        return usage;
    }

    /// <summary>The receipt of a call whose last attempt answered.</summary>
    internal RoutingReceipt Receipt(
        RoutedAttempt attempt, in TokenUsage usage, IReadOnlyList<ModelExclusion> skipped, IReadOnlyList<BudgetCharge> budgets) => new()
    {
        CallId = Id,
        Model = attempt.Model,
        Tier = attempt.Endpoint.Profile.Tier,
        Usage = usage,
        Cost = Cost,
        Decision = decision,
        Attempts = Attempts,
        Skipped = skipped,
        Budgets = budgets,
        StartedAt = StartedAt,
        Duration = services.Time.GetElapsedTime(startTimestamp),
        TimeToFirstContent = (FirstShownAt ?? attempt.FirstContentAt) is { } at ? services.Time.GetElapsedTime(startTimestamp, at) : null,
        Confidence = attempt.Meter.Confidence,
        Checks = attempt.Checks,
        Learnable = services.Learning?.Remember(Id, StartedAt, decision, attempt.Endpoint.Profile),
    };

    /// <summary>Counts in the budgets what an attempt took that has ended, before the rest of its accounts: what it had put aside may be more, and the next
    /// attempt may need it.</summary>
    internal async ValueTask SettleBudgetsAsync(RoutedAttempt attempt)
    {
        if (attempt.Reservation is not { } reservation)
        {
            return;
        }

        var began = services.Time.GetUtcNow() - services.Time.GetElapsedTime(attempt.StartedAt);
        var (usage, cost) = Bill(attempt, attempt.Meter, failure: null, began);
        var tokens = usage.InputTokens + usage.OutputTokens;
        foreach (var failed in attempt.FailedBelow ?? [])
        {
            var (usageBelow, costBelow) = Bill(attempt, failed.Meter, failed.Failure, failed.At - failed.Duration);
            cost += costBelow;
            tokens += usageBelow.InputTokens + usageBelow.OutputTokens;
        }

        await reservation.SettleAsync(cost, tokens).ConfigureAwait(false);
    }

    /// <summary>Puts a try on the accounts that failed at one of the client's own nodes; health and limits are the nodes' own. Gives its entry.</summary>
    private SpendEntry Add(RoutedAttempt attempt, FailedTry failed)
    {
        var (usage, cost) = Bill(attempt, failed.Meter, failed.Failure, failed.At - failed.Duration);
        var error = $"{failed.Error} at {failed.Node}";
        Cost += cost;
        Attempts = [.. Attempts, new(attempt.Model, AttemptOutcome.Failed, failed.Duration, cost, error) { Failure = failed.Failure.Kind }];

        return Entry(attempt, failed.At, usage, timeToFirstContent: null);
    }

    /// <summary>Tells trace, metrics and log of an entry.</summary>
    private void Tell(RoutedAttempt attempt, SpendEntry entry, ModelFailure? failure, TimeSpan? timeToFirstChunk)
    {
        trace?.Add(attempt, entry);
        RouterMetrics.Ended(attempt, entry, failure?.Kind, timeToFirstChunk);
        Write(entry, failure);
    }

    /// <summary>What an explored model costs beyond its forecast counts as exploration, too.</summary>
    private void CountExplored(RoutedAttempt attempt, decimal cost)
    {
        if (decision.Exploration?.Explored?.Model == attempt.Model)
        {
            var known = Math.Max(_exploredCost, decision.Ranking[0].Cost);
            _exploredCost += cost;
            services.Explorer?.Count(Math.Max(0, _exploredCost - known));
        }
    }

    /// <summary>The ledger's entry of the attempt that was put on the accounts last.</summary>
    private SpendEntry Entry(RoutedAttempt attempt, DateTimeOffset at, in TokenUsage usage, TimeSpan? timeToFirstContent)
    {
        var told = Attempts[^1];
        return new(Id, at, told.Model, attempt.Endpoint.Profile.Tier, decision.Profile.Task, told.Outcome, usage, told.Cost, told.Duration)
        {
            Attempt = Attempts.Length,
            Attribution = decision.Attribution,
            Prompt = decision.Profile,
            Selection = decision.Selection,

            // Who stood in for the first model was not drawn.
            Propensity = told.Model == decision.Ranking[0].Model ? decision.Exploration?.Propensity : null,
            IsBatch = decision.IsBatch,
            DecisionHash = _decisionHash ??= decision.Hash,
            Failure = told.Failure,
            Error = told.Error,
            Checks = told.Checks,
            TimeToFirstContent = timeToFirstContent,
        };
    }

    private async ValueTask RecordAsync(List<(FailedTry Try, SpendEntry Entry)>? below, SpendEntry entry)
    {
        try
        {
            if (below is not null)
            {
                await Each.EndAsync(below, failed => RecordAsync(failed.Entry)).ConfigureAwait(false);
            }
        }
        finally
        {
            await RecordAsync(entry).ConfigureAwait(false);
        }
    }

    private ValueTask RecordAsync(SpendEntry entry)
    {
        for (var within = run; within is not null; within = within.Outer)
        {
            within.Journal.Add(entry);
        }

        return services.Ledger.RecordAsync(entry);
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
    /// read the prompt, and is billed by its own figures or an estimate, at the prices in force when it began.</summary>
    private (TokenUsage Usage, decimal Cost) Bill(RoutedAttempt attempt, AttemptMeter meter, ModelFailure? failure, DateTimeOffset began)
    {
        if (failure is not null && !meter.HasAny && !FailureRule.Of(failure.Kind).MayHaveBeenBilled)
        {
            return (new(0, 0, 0, 0, IsEstimated: true), 0);
        }

        var usage = meter.Usage(decision.Profile.InputTokens, isComplete: failure is null || (attempt.IsComplete && meter == attempt.Meter));
        return (usage, attempt.Endpoint.Profile.Pricing.CostOf(usage, began, decision.IsBatch));
    }

    private void Write(SpendEntry entry, ModelFailure? failure)
    {
        if (failure is { Kind: not ModelFailureKind.Cancelled })
        {
            Log.AttemptFailed(services.Logger, entry.Model, entry.Outcome, entry.Duration, failure.Kind, entry.Error ?? "");
        }
        else
        {
            Log.AttemptEnded(services.Logger, entry.Model, entry.Outcome, entry.Duration, entry.Cost);
        }
    }
}
