namespace ModelRouter;

/// <summary>The values of tags: constant strings, since <see cref="Enum.ToString()"/> would look the name up on every call.</summary>
internal static class TelemetryName
{
    internal const string Chat = "chat";
    internal const string InputToken = "input";
    internal const string OutputToken = "output";

    /// <summary>The outcome of a request that was given to no model, since none may serve it or it asks for one that there isn't.</summary>
    internal const string NotRouted = "not_routed";

    /// <summary>The error of a request whose models have all been tried.</summary>
    internal const string AllModelsFailed = "all_models_failed";

    /// <summary>What the conventions call an error of no known class.</summary>
    internal const string OtherError = "_OTHER";

    internal static string Of(ModelFailureKind kind) => kind switch
    {
        ModelFailureKind.InvalidRequest => "invalid_request",
        ModelFailureKind.Authentication => "authentication",
        ModelFailureKind.UnknownModel => "unknown_model",
        ModelFailureKind.ContextLength => "context_length",
        ModelFailureKind.ContentFilter => "content_filter",
        ModelFailureKind.RateLimit => "rate_limit",
        ModelFailureKind.Overload => "overload",
        ModelFailureKind.Server => "server",
        ModelFailureKind.Unreachable => "unreachable",
        ModelFailureKind.Transport => "transport",
        ModelFailureKind.Timeout => "timeout",
        ModelFailureKind.MalformedAnswer => "malformed_answer",
        ModelFailureKind.Refused => "refused",
        ModelFailureKind.Cancelled => "cancelled",
        ModelFailureKind.OutputLimit => "output_limit",
        _ => "unknown",
    };

    /// <summary>The kind as an error; <see langword="null"/> if it is none: a caller who leaves is no error of anybody's.</summary>
    internal static string? OfError(ModelFailureKind? kind) => kind is null or ModelFailureKind.Cancelled ? null : Of(kind.Value);

    /// <summary>Why a request was given to no model.</summary>
    internal static string OfRefusal(Exception exception) => exception switch
    {
        BudgetExhaustedException => "budget_exhausted",
        BudgetUnavailableException => "budget_unavailable",
        NoEligibleModelException => "no_eligible_model",
        UnknownModelException => Of(ModelFailureKind.UnknownModel),
        ArgumentException => Of(ModelFailureKind.InvalidRequest),
        _ => OtherError,
    };

    internal static string Of(ModelTier tier) => tier switch
    {
        ModelTier.SelfHosted => "self_hosted",
        ModelTier.Specialized => "specialized",
        _ => "cloud",
    };

    internal static string Of(AttemptOutcome outcome) => outcome switch
    {
        AttemptOutcome.Succeeded => "succeeded",
        AttemptOutcome.Failed => "failed",
        AttemptOutcome.Interrupted => "interrupted",
        AttemptOutcome.Superseded => "superseded",
        AttemptOutcome.Escalated => "escalated",
        AttemptOutcome.Compared => "compared",
        _ => "cancelled",
    };

    internal static string Of(BudgetEventKind kind) => kind switch
    {
        BudgetEventKind.Threshold => "threshold",
        BudgetEventKind.Exhausted => "exhausted",
        _ => "overrun",
    };

    internal static string Of(HealthState state) => state switch
    {
        HealthState.Closed => "closed",
        HealthState.Open => "open",
        _ => "half_open",
    };
}
