using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace ModelRouter;

/// <summary>The product's traces and metrics; every tag comes from configuration or an enumeration, so their number is bounded.</summary>
internal static class ModelRouterDiagnostics
{
    internal const string Name = "ModelRouter";

    private static readonly Meter Meter = new(Name);

    private static readonly Counter<long> Attempts = Meter.CreateCounter<long>(
        "modelrouter.attempts", "{attempt}", "Tries at models, by outcome and kind of failure.");

    private static readonly Histogram<double> Durations = Meter.CreateHistogram<double>(
        "modelrouter.attempt.duration", "s", "From a try's call until its end.");

    private static readonly Counter<double> Spend = Meter.CreateCounter<double>(
        "modelrouter.spend", "USD", "What tries cost.");

    private static readonly Counter<long> Tokens = Meter.CreateCounter<long>(
        "modelrouter.tokens", "{token}", "Tokens of tries, by direction.");

    private static readonly Counter<long> Skips = Meter.CreateCounter<long>(
        "modelrouter.skips", "{skip}", "Models of a ranking that were passed over, by rule.");

    private static readonly Counter<long> LedgerFailures = Meter.CreateCounter<long>(
        "modelrouter.ledger.failures", "{entry}", "Entries that the ledger didn't take.");

    internal static ActivitySource Source { get; } = new(Name);

    internal static void Skipped(string model, string rule) =>
        Skips.Add(1, new("modelrouter.model", model), new("modelrouter.rule", rule));

    internal static void LedgerFailed() => LedgerFailures.Add(1);

    /// <summary>Counts an attempt's end.</summary>
    /// <param name="entry">What it used and cost.</param>
    /// <param name="failure">What went wrong, if anything.</param>
    internal static void Record(SpendEntry entry, ModelFailureKind? failure)
    {
        var tags = new TagList
        {
            { "modelrouter.model", entry.Model },
            { "modelrouter.tier", NameOf(entry.Tier) },
            { "modelrouter.outcome", NameOf(entry.Outcome) },
        };
        if (failure is { } kind)
        {
            tags.Add("modelrouter.failure", NameOf(kind));
        }

        Attempts.Add(1, tags);
        Durations.Record(entry.Duration.TotalSeconds, tags);
        Spend.Add((double)entry.Cost, tags);
        if (Tokens.Enabled)
        {
            Tokens.Add(entry.Usage.InputTokens, new("modelrouter.model", entry.Model), new("modelrouter.direction", "input"));
            Tokens.Add(entry.Usage.OutputTokens, new("modelrouter.model", entry.Model), new("modelrouter.direction", "output"));
        }
    }

    // Constant strings: Enum.ToString would look the name up on every call.
    internal static string NameOf(ModelFailureKind kind) => kind switch
    {
        ModelFailureKind.InvalidRequest => "invalid_request",
        ModelFailureKind.Authentication => "authentication",
        ModelFailureKind.UnknownModel => "unknown_model",
        ModelFailureKind.ContextLength => "context_length",
        ModelFailureKind.ContentFilter => "content_filter",
        ModelFailureKind.RateLimit => "rate_limit",
        ModelFailureKind.Overload => "overload",
        ModelFailureKind.Server => "server",
        ModelFailureKind.Transport => "transport",
        ModelFailureKind.Timeout => "timeout",
        ModelFailureKind.MalformedAnswer => "malformed_answer",
        ModelFailureKind.Refused => "refused",
        ModelFailureKind.Cancelled => "cancelled",
        _ => "unknown",
    };

    private static string NameOf(ModelTier tier) => tier switch
    {
        ModelTier.SelfHosted => "self_hosted",
        ModelTier.Specialized => "specialized",
        _ => "cloud",
    };

    private static string NameOf(AttemptOutcome outcome) => outcome switch
    {
        AttemptOutcome.Succeeded => "succeeded",
        AttemptOutcome.Failed => "failed",
        AttemptOutcome.Interrupted => "interrupted",
        AttemptOutcome.Superseded => "superseded",
        _ => "cancelled",
    };
}
