using System.Runtime.InteropServices;

namespace ModelRouter;

/// <summary>Adds up one group of a report.</summary>
internal sealed class SpendTally
{
    private readonly HashSet<Guid> _calls = [];
    private readonly List<long> _latencies = [];
    private MoneySum _cost;
    private MoneySum _reference;
    private long _attempts;
    private long _failures;
    private long _unpriced;
    private long _estimated;
    private TokenUsage _usage;

    internal void Add(SpendEntry entry, ModelPricing? reference)
    {
        var usage = entry.Usage;
        _calls.Add(entry.CallId);
        _attempts++;
        _cost += entry.Cost;
        _estimated += usage.IsEstimated ? usage.InputTokens + usage.OutputTokens : 0;
        _usage = new(
            _usage.InputTokens + usage.InputTokens,
            _usage.CachedInputTokens + usage.CachedInputTokens,
            _usage.OutputTokens + usage.OutputTokens,
            _usage.ReasoningTokens + usage.ReasoningTokens);
        _failures += entry.Outcome is AttemptOutcome.Failed or AttemptOutcome.Interrupted ? 1 : 0;
        if (entry.Outcome == AttemptOutcome.Succeeded)
        {
            _latencies.Add(entry.Duration.Ticks);
            _unpriced += entry.Cost == 0 ? 1 : 0;
            _reference += reference?.CostOf(usage, entry.At - entry.Duration, entry.IsBatch) ?? 0;
        }
    }

    internal SpendReportRow ToRow(string name, bool hasReference)
    {
        _latencies.Sort();
        return new(
            name, _calls.Count, _attempts, _latencies.Count, _failures,
            _usage.InputTokens, _usage.CachedInputTokens, _usage.OutputTokens, _usage.ReasoningTokens, _estimated,
            _cost.ToDecimal(), _unpriced, Quantile(0.5), Quantile(0.95), hasReference ? _reference.ToDecimal() : null);
    }

    /// <summary>The smallest latency that so many answers did not exceed.</summary>
    private TimeSpan? Quantile(double share)
    {
        var sorted = CollectionsMarshal.AsSpan(_latencies);
        return sorted.IsEmpty ? null : new TimeSpan(sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Length) - 1)]);
    }
}
