using System.Globalization;

namespace ModelRouter.Cli;

/// <summary>What has to be known beside the figures.</summary>
internal static class CostNotes
{
    internal static IEnumerable<string> Of(string? preset, SelfHostedCostModel model)
    {
        if (preset is not null && model.Load == SelfHostedPresets.DeepSeek202502.Load)
        {
            yield return "342.178 B of the 608 B input tokens come from the cache. DeepSeek published rounded figures, 342 B and 56.3%: "
                + "342 B gives a revenue of $562,100, exactly 56.3% gives $561,975; 342.178 B rounds to both and gives the published $562,027.";
        }

        if (model.Throughput is { PrefillIncludesCacheHits: true, CachedInputWeight: null } && model.Load.CachedInputTokens > 0)
        {
            yield return "the prefill speed counts cache hits, so a cached input token is taken to cost as much as another one; --cached-weight tells "
                + "them apart, which moves cost between the two and leaves the day's as it is.";
        }
    }

    /// <summary>What was measured, and how.</summary>
    internal static string OfMeasured(ServingCounters measured) => string.Create(
        CultureInfo.InvariantCulture,
        $"measured on this machine in {measured.Elapsed.TotalSeconds:0.0} s: {measured.Throughput!.PrefillTokensPerSecond:#,0} tokens/s read, "
        + $"{measured.Throughput.DecodeTokensPerSecond:#,0} tokens/s written, by eight callers at once.");
}
