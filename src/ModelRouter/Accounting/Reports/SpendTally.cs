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
        _estimated = usage.IsEstimated ? Sum(_estimated, Sum(usage.InputTokens, usage.OutputTokens)) : _estimated;
        _usage = new(
            Sum(_usage.InputTokens, usage.InputTokens),
            Sum(_usage.CachedInputTokens, usage.CachedInputTokens),
            Sum(_usage.OutputTokens, usage.OutputTokens),
            Sum(_usage.ReasoningTokens, usage.ReasoningTokens));
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

    /// <summary>At most what can be counted: former versions booked whatever a server claimed.</summary>
    private static long Sum(long a, long b) => (long)Int128.Clamp((Int128)a + b, long.MinValue, long.MaxValue);

    /// <summary>The smallest latency that so many answers did not exceed.</summary>
    private TimeSpan? Quantile(double share)
    {
        var sorted = CollectionsMarshal.AsSpan(_latencies);
        return sorted.IsEmpty ? null : new TimeSpan(sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Length) - 1)]);
    }
}
