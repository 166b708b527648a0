using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace ModelRouter;

/// <summary>The product's metrics; every tag comes from configuration or an enumeration, so their number is bounded.</summary>
/// <remarks>The <c>gen_ai</c> ones are those of OpenTelemetry's conventions for generative AI, buckets included. Of their tags we leave
/// out what a server decides (<c>gen_ai.response.model</c>). What the conventions don't know is told per attempt or per request.</remarks>
internal static class RouterMetrics
{
    private static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92],
    };

    private static readonly InstrumentAdvice<long> TokenCounts = new()
    {
        HistogramBucketBoundaries = [1, 4, 16, 64, 256, 1_024, 4_096, 16_384, 65_536, 262_144, 1_048_576, 4_194_304, 16_777_216, 67_108_864],
    };

    private static readonly Histogram<long> Tokens = ModelRouterDiagnostics.Meter.CreateHistogram(
        "gen_ai.client.token.usage", "{token}", "Number of input and output tokens used.", tags: null, TokenCounts);

    private static readonly Histogram<double> Durations = ModelRouterDiagnostics.Meter.CreateHistogram(
        "gen_ai.client.operation.duration", "s", "GenAI operation duration.", tags: null, Seconds);

    private static readonly Histogram<double> FirstChunks = ModelRouterDiagnostics.Meter.CreateHistogram(
        "gen_ai.client.operation.time_to_first_chunk", "s", "Time from a streamed request to a model until the first update.", tags: null, Seconds);

    private static readonly Counter<long> Attempts = ModelRouterDiagnostics.Meter.CreateCounter<long>(
        "modelrouter.attempts", "{attempt}", "Tries at models, by outcome and kind of failure.");

    private static readonly Counter<double> Cost = ModelRouterDiagnostics.Meter.CreateCounter<double>(
        "modelrouter.cost", "USD", "What tries at models cost.");

    private static readonly Counter<long> Requests = ModelRouterDiagnostics.Meter.CreateCounter<long>(
        "modelrouter.requests", "{request}", "Requests to the router, by the model that they ended with and the outcome.");

    private static readonly Histogram<double> RequestDurations = ModelRouterDiagnostics.Meter.CreateHistogram(
        "modelrouter.request.duration", "s", "From a request to the router until its end, all attempts and waits together.", tags: null, Seconds);

    private static readonly Histogram<double> FirstContents = ModelRouterDiagnostics.Meter.CreateHistogram(
        "modelrouter.request.time_to_first_content", "s", "From a streamed request to the router until the first real content.", tags: null, Seconds);

    private static readonly Counter<long> Fallbacks = ModelRouterDiagnostics.Meter.CreateCounter<long>(
        "modelrouter.fallbacks", "{request}", "Requests that ended with another model than their first choice, by that choice.");

    private static readonly Counter<long> Escalations = ModelRouterDiagnostics.Meter.CreateCounter<long>(
        "modelrouter.escalations", "{request}", "Requests whose answer failed a check, so that a better model was asked, by the model that failed and the check.");

    private static readonly Counter<long> Skips = ModelRouterDiagnostics.Meter.CreateCounter<long>(
        "modelrouter.skips", "{skip}", "Models of a ranking that were passed over, by rule.");

    private static readonly Counter<long> LedgerFailures = ModelRouterDiagnostics.Meter.CreateCounter<long>(
        "modelrouter.ledger.failures", "{entry}", "Entries that the ledger didn't take.");

    private static readonly Counter<long> BudgetEvents = ModelRouterDiagnostics.Meter.CreateCounter<long>(
        "modelrouter.budget.events", "{event}", "Thresholds that budgets reached, first calls that they refused in a window, and attempts that took more than was reserved.");

    private static readonly Counter<long> BudgetFailures = ModelRouterDiagnostics.Meter.CreateCounter<long>(
        "modelrouter.budget.failures", "{operation}", "Reservations and settlements at which the budgets' store failed.");

    private static readonly Counter<long> Reloads = ModelRouterDiagnostics.Meter.CreateCounter<long>(
        "modelrouter.configuration.reloads", "{reload}", "Changes of the configuration, by whether they could be used.");

    internal static bool MeasuresFirstChunk => FirstChunks.Enabled;

    internal static bool CountsRequests => Requests.Enabled || RequestDurations.Enabled || FirstContents.Enabled || Fallbacks.Enabled;

    internal static void Skipped(string model, string rule) =>
        Skips.Add(1, new(TelemetryTag.Model, model), new(TelemetryTag.Rule, rule));

    internal static void Escalated(string model, string check) =>
        Escalations.Add(1, new(TelemetryTag.Model, model), new(TelemetryTag.Check, check));

    internal static void BudgetTold(BudgetEvent happened) =>
        BudgetEvents.Add(1, new(TelemetryTag.Budget, happened.Budget.Name), new(TelemetryTag.Event, TelemetryName.Of(happened.Kind)));

    internal static void BudgetStoreFailed() => BudgetFailures.Add(1);

    internal static void Reloaded(bool isApplied) => Reloads.Add(1, new KeyValuePair<string, object?>(TelemetryTag.Outcome, isApplied ? "applied" : "rejected"));

    internal static void LedgerFailed() => LedgerFailures.Add(1);

    /// <summary>Counts an attempt's end.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="entry">What it used and cost.</param>
    /// <param name="failure">What went wrong, if anything.</param>
    /// <param name="timeToFirstChunk">From its start until its stream's first update, if it had any.</param>
    internal static void Ended(RoutedAttempt attempt, SpendEntry entry, ModelFailureKind? failure, TimeSpan? timeToFirstChunk)
    {
        if (Attempts.Enabled || Cost.Enabled)
        {
            TagList tags = [new(TelemetryTag.Model, entry.Model), new(TelemetryTag.Tier, TelemetryName.Of(entry.Tier))];
            tags.Add(TelemetryTag.Outcome, TelemetryName.Of(entry.Outcome));
            Cost.Add((double)entry.Cost, tags);
            AddError(ref tags, TelemetryName.OfError(failure));
            Attempts.Add(1, tags);
        }

        if (Durations.Enabled || FirstChunks.Enabled || Tokens.Enabled)
        {
            Measure(attempt, entry, failure, timeToFirstChunk);
        }
    }

    /// <summary>Counts a request's end.</summary>
    /// <param name="model">The model that it ended with, if any was tried.</param>
    /// <param name="outcome">How it ended.</param>
    /// <param name="error">What went wrong, if anything.</param>
    /// <param name="fellBackFrom">The first choice, if it ended with another model.</param>
    /// <param name="duration">From its call until its end.</param>
    /// <param name="timeToFirstContent">From its call until its first real content, if it was streamed and had any.</param>
    internal static void Ended(
        ModelProfile? model, string outcome, string? error, string? fellBackFrom, TimeSpan duration, TimeSpan? timeToFirstContent)
    {
        var tags = default(TagList);
        if (model is not null)
        {
            tags.Add(TelemetryTag.Model, model.Id);
            tags.Add(TelemetryTag.Tier, TelemetryName.Of(model.Tier));
            if (timeToFirstContent is { } time)
            {
                FirstContents.Record(time.TotalSeconds, tags);
            }
        }

        tags.Add(TelemetryTag.Outcome, outcome);
        AddError(ref tags, error);
        Requests.Add(1, tags);
        RequestDurations.Record(duration.TotalSeconds, tags);
        if (fellBackFrom is not null)
        {
            Fallbacks.Add(1, new(TelemetryTag.Model, fellBackFrom), new(TelemetryTag.Outcome, outcome));
        }
    }

    private static void Measure(RoutedAttempt attempt, SpendEntry entry, ModelFailureKind? failure, TimeSpan? timeToFirstChunk)
    {
        var identity = attempt.Endpoint.Identity;
        TagList tags =
        [
            new(TelemetryTag.Operation, TelemetryName.Chat),
            new(TelemetryTag.Provider, identity.Provider),
            new(TelemetryTag.RequestModel, identity.RequestModel),
            new(TelemetryTag.Model, entry.Model),
            new(TelemetryTag.Tier, TelemetryName.Of(entry.Tier)),
        ];
        if (timeToFirstChunk is { } time)
        {
            FirstChunks.Record(time.TotalSeconds, tags);
        }

        if (!entry.Usage.IsEstimated)
        {
            // The conventions want figures of the provider or none.
            Count(entry.Usage.InputTokens, TelemetryName.InputToken, tags);
            Count(entry.Usage.OutputTokens, TelemetryName.OutputToken, tags);
        }

        tags.Add(TelemetryTag.Outcome, TelemetryName.Of(entry.Outcome));
        AddError(ref tags, TelemetryName.OfError(failure));
        Durations.Record(entry.Duration.TotalSeconds, tags);
    }

    private static void Count(long tokens, string type, TagList tags)
    {
        tags.Add(TelemetryTag.TokenType, type);
        Tokens.Record(tokens, tags);
    }

    private static void AddError(ref TagList tags, string? error)
    {
        if (error is not null)
        {
            tags.Add(TelemetryTag.ErrorType, error);
        }
    }
}
