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
    /// <summary>Its place among the call's attempts in the receipt, from 1; with <see cref="CallId"/> it is the entry's own id.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>On whose account the attempt was.</summary>
    public RequestAttribution Attribution { get; init; } = RequestAttribution.None;

    /// <summary>What the prompt was understood to be, so that other rules can be tried on what has been; <see langword="null"/> if not known.</summary>
    public PromptProfile? Prompt { get; init; }

    /// <summary>How the choice was narrowed or led, as <see cref="RoutingDecision.Selection"/> says; empty if not known.</summary>
    public string Selection { get; init; } = "";

    /// <summary>The probability with which <see cref="Model"/> was to be asked first, above 0 to 1, so that other ways of choosing can be judged by what was told
    /// (<see cref="Exploration.Propensity"/>); <see langword="null"/> if nothing was left to chance, if it was not to be asked first, or if it is not known.</summary>
    public double? Propensity { get; init; }

    /// <summary>True if the call was one of a batch, at the prices for these; false too if not known.</summary>
    public bool IsBatch { get; init; }

    /// <summary>The decision's <see cref="RoutingDecision.Hash"/>; 0 if not known.</summary>
    public ulong DecisionHash { get; init; }

    /// <summary>What went wrong; <see langword="null"/> if it answered.</summary>
    public ModelFailureKind? Failure { get; init; }

    /// <summary>The failure's type, as in <see cref="RoutingAttempt.Error"/>; never its message.</summary>
    public string? Error { get; init; }

    /// <summary>The checks of its answer, as on the receipt; ledgers keep their names and outcomes, not the reasons. One of them has failed if the answer was escalated.</summary>
    public IReadOnlyList<AnswerCheck> Checks { get; init; } = [];

    /// <summary>From the attempt's call until its first real content; <see langword="null"/> when not streamed, and if none came.</summary>
    public TimeSpan? TimeToFirstContent { get; init; }
}
