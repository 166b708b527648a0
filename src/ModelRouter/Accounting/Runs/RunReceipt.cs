namespace ModelRouter;

/// <summary>The proof of a run: what all its calls used and cost, by agent and step. Its cost is the sum of the run's ledger entries.</summary>
/// <remarks>Holds no prompt text and no secrets, so it may be logged and stored.</remarks>
public sealed record RunReceipt
{
    /// <summary>The run's name in the ledger, after <c>run:</c> among the tags.</summary>
    public required string RunId { get; init; }

    /// <summary>US dollars of all attempts together, failed and cancelled ones included.</summary>
    public required decimal Cost { get; init; }

    /// <summary>US dollars that it may cost; <see langword="null"/> for no limit.</summary>
    public decimal? Limit { get; init; }

    /// <summary>True if it has stopped at its limit, or a run that it is part of at its own.</summary>
    public bool IsStopped { get; init; }

    /// <summary>Tokens read by all attempts.</summary>
    public long InputTokens { get; init; }

    /// <summary>Tokens written by all attempts, thinking included.</summary>
    public long OutputTokens { get; init; }

    /// <summary>Of those, the ones spent thinking.</summary>
    public long ReasoningTokens { get; init; }

    /// <summary>What each agent took, in the order in which they first ended an attempt; the parts add up to the whole. Of a run with more than 1,000 agents
    /// those that came later are one, <see cref="RunShare.Others"/>.</summary>
    public required IReadOnlyList<RunShare> Agents { get; init; }

    /// <summary>Every attempt in the order in which it ended; of a run with more than 10,000 only the first of them.</summary>
    public required IReadOnlyList<RunStep> Steps { get; init; }

    /// <summary>Attempts that are counted, but not among <see cref="Steps"/>.</summary>
    public int OmittedSteps { get; init; }

    /// <summary>The deliberations that have ended, in that order; at most 1,000 of them.</summary>
    public IReadOnlyList<RunDeliberation> Deliberations { get; init; } = [];
}
