namespace ModelRouter;

/// <summary>One try at one model.</summary>
/// <param name="Model">The model's id.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Duration">From the call until its end.</param>
/// <param name="Cost">US dollars that it cost; a failed try can cost money too.</param>
/// <param name="Error">The failure's type, with the status for HTTP and the limit for a timeout, or <see langword="null"/>; never its message, in which
/// providers quote what they were sent.</param>
public sealed record RoutingAttempt(string Model, AttemptOutcome Outcome, TimeSpan Duration, decimal Cost, string? Error)
{
    /// <summary>What went wrong, and so what followed; <see langword="null"/> if it answered.</summary>
    public ModelFailureKind? Failure { get; init; }

    /// <summary>The checks of its answer, in the order in which they were made; empty if there were none.</summary>
    public IReadOnlyList<AnswerCheck> Checks { get; init; } = [];
}
