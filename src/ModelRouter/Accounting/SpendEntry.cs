namespace ModelRouter;

/// <summary>What one attempt at one model used and cost. Holds no prompt text.</summary>
/// <param name="CallId">The call that the attempt was part of; the same in the receipt.</param>
/// <param name="At">When the attempt ended.</param>
/// <param name="Model">The model's id.</param>
/// <param name="Tier">The model's tier.</param>
/// <param name="Task">What the prompt asked for.</param>
/// <param name="Outcome">How the attempt ended.</param>
/// <param name="Usage">Its tokens, marked if they were estimated.</param>
/// <param name="Cost">US dollars, unrounded; ≥ 0.</param>
/// <param name="Duration">From the attempt's call until its end.</param>
public sealed record SpendEntry(
    Guid CallId,
    DateTimeOffset At,
    string Model,
    ModelTier Tier,
    PromptTask Task,
    AttemptOutcome Outcome,
    TokenUsage Usage,
    decimal Cost,
    TimeSpan Duration)
{
    /// <summary>On whose account the attempt was.</summary>
    public RequestAttribution Attribution { get; init; } = RequestAttribution.None;
}
