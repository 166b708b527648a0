namespace ModelRouter;

/// <summary>What a group of ledger entries used, cost and achieved.</summary>
/// <param name="Name">The group: a model's id, a day as <c>2026-11-25</c>, and so on; empty for entries without.</param>
/// <param name="Calls">Calls that had an attempt in the group.</param>
/// <param name="Attempts">Attempts at models, failed and cancelled ones included.</param>
/// <param name="Answers">Attempts that answered.</param>
/// <param name="Failures">Attempts that failed or broke off; callers who left and attempts that lost a race are neither this nor answers.</param>
/// <param name="InputTokens">All tokens read.</param>
/// <param name="CachedInputTokens">Of these, from a cache.</param>
/// <param name="OutputTokens">All tokens written.</param>
/// <param name="ReasoningTokens">Of these, thinking.</param>
/// <param name="EstimatedTokens">Of the tokens read and written, those of attempts whose usage was estimated at least in part.</param>
/// <param name="Cost">What they cost, in US dollars.</param>
/// <param name="UnpricedAnswers">Answers that cost nothing: their cost, such as machine time, is carried elsewhere.</param>
/// <param name="MedianLatency">Half of the answers took at most that long; <see langword="null"/> without answers.</param>
/// <param name="Latency95">95 of 100 answers took at most that long; <see langword="null"/> without answers.</param>
/// <param name="ReferenceCost">US dollars that the answers' tokens would cost at the reference model's prices; <see langword="null"/> without one.</param>
public sealed record SpendReportRow(
    string Name,
    long Calls,
    long Attempts,
    long Answers,
    long Failures,
    long InputTokens,
    long CachedInputTokens,
    long OutputTokens,
    long ReasoningTokens,
    long EstimatedTokens,
    decimal Cost,
    long UnpricedAnswers,
    TimeSpan? MedianLatency,
    TimeSpan? Latency95,
    decimal? ReferenceCost)
{
    /// <summary>What the reference would have cost more, in US dollars; negative if it would have cost less.</summary>
    public decimal? Savings => ReferenceCost - Cost;

    /// <summary>The part of all tokens, from 0 to 1, that stands on an estimate.</summary>
    public double EstimatedShare => InputTokens + OutputTokens == 0 ? 0 : EstimatedTokens / ((double)InputTokens + OutputTokens);
}
