namespace ModelRouter;

/// <summary>The proof of one call: what was chosen and why, what was tried, what it used and what it cost.</summary>
/// <remarks>Holds no prompt text and no secrets, so it may be logged and stored.</remarks>
public sealed record RoutingReceipt
{
    /// <summary>The call's own id, the same in its ledger entries.</summary>
    public Guid CallId { get; init; }

    /// <summary>The model that answered.</summary>
    public required string Model { get; init; }

    /// <summary>That model's tier.</summary>
    public required ModelTier Tier { get; init; }

    /// <summary>Tokens of the answering call.</summary>
    public required TokenUsage Usage { get; init; }

    /// <summary>US dollars of all attempts together.</summary>
    public required decimal Cost { get; init; }

    /// <summary>The decision that led here.</summary>
    public required RoutingDecision Decision { get; init; }

    /// <summary>Every try in the order in which it was accounted for; the last one answered unless the call failed. In a cascade the answer that failed its checks is
    /// accounted for when it is certain that it isn't given.</summary>
    public required IReadOnlyList<RoutingAttempt> Attempts { get; init; }

    /// <summary>The models of the ranking that were passed over after the decision, and by which rule; in the order in which their turn came.</summary>
    public IReadOnlyList<ModelExclusion> Skipped { get; init; } = [];

    /// <summary>What the call took from each budget that it falls under, all attempts together.</summary>
    public IReadOnlyList<BudgetCharge> Budgets { get; init; } = [];

    /// <summary>When the call began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>From the call until its end, routing included.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>From the call until the first real content; <see langword="null"/> when not streamed.</summary>
    public TimeSpan? TimeToFirstContent { get; init; }

    /// <summary>The checks of the answer that was given. One of them has failed if nobody better could be asked, or if the answer is
    /// the last of a cascade.</summary>
    public IReadOnlyList<AnswerCheck> Checks { get; init; } = [];

    /// <summary>How sure the model was of its answer, where its engine tells.</summary>
    public GenerationConfidence? Confidence { get; init; }

    /// <summary>What an outcome of this call would be learned from; <see langword="null"/> if nothing learns.</summary>
    internal LearnableCall? Learnable { get; init; }
}
