namespace ModelRouter;

/// <summary>One attempt at one model in a run: a ledger entry, as far as a run's receipt tells of it. Holds no prompt text.</summary>
/// <param name="CallId">The call that the attempt was part of.</param>
/// <param name="At">When it ended.</param>
/// <param name="Model">The model's id.</param>
/// <param name="Tier">The model's tier.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Usage">The tokens that it used, of each kind.</param>
/// <param name="Cost">US dollars; ≥ 0.</param>
/// <param name="Duration">From the attempt's call until its end.</param>
public sealed record RunStep(
    Guid CallId, DateTimeOffset At, string Model, ModelTier Tier, AttemptOutcome Outcome, TokenUsage Usage, decimal Cost, TimeSpan Duration)
{
    private const string FunctionTag = "function:";

    /// <summary>The agent that asked; <see langword="null"/> if nobody said.</summary>
    public string? Agent { get; init; }

    /// <summary>The step of the agent's work, such as a kernel function; <see langword="null"/> if nobody said.</summary>
    public string? Function { get; init; }

    internal static RunStep Of(SpendEntry entry) => new(
        entry.CallId, entry.At, entry.Model, entry.Tier, entry.Outcome, entry.Usage, entry.Cost, entry.Duration)
    {
        Agent = entry.Attribution.Agent,
        Function = entry.Attribution.Tags.FirstOrDefault(static tag => tag.StartsWith(FunctionTag, StringComparison.Ordinal))?[FunctionTag.Length..],
    };
}
