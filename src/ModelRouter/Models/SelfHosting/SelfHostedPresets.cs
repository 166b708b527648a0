namespace ModelRouter;

/// <summary>Services whose operators told what they cost.</summary>
public static class SelfHostedPresets
{
    /// <summary>DeepSeek's 24 hours of V3 and R1 on 27 and 28 February 2025 ("DeepSeek-V3/R1 Inference System Overview",
    /// open-infra-index, day 6): $87,072 a day, $562,027 at R1's list prices, a margin of 545%.</summary>
    /// <remarks>The disclosed tokens are rounded: 608 B of input, of which "342 B (56.3%)" came from the cache. 342 B gives a revenue of
    /// $562,100, exactly 56.3% gives $561,975. 342.178 B (56.28%) rounds to both and gives the disclosed $562,027; so it is used here.
    /// <para>So are the speeds, about 73.7k tokens/s of prefill (hits included) and 14.8k of decode per node. They take 226.86 nodes for that
    /// load, 0.05% more than the disclosed mean of 226.75, hence a utilization of 100.05%.</para></remarks>
    public static SelfHostedCostModel DeepSeek202502 { get; } = new()
    {
        Node = new() { Gpu = "H800", GpusPerNode = 8, Cost = new RentedGpus { DollarsPerGpuHour = 2 } },
        Nodes = 226.75m,
        Throughput = new() { PrefillTokensPerSecond = 73_700, DecodeTokensPerSecond = 14_800, PrefillIncludesCacheHits = true },
        Load = new() { InputTokens = 608_000_000_000, CachedInputTokens = 342_178_000_000, OutputTokens = 168_000_000_000 },
        ApiPrice = new() { InputPerMillion = 0.55m, CachedInputPerMillion = 0.14m, OutputPerMillion = 2.19m },
    };

    /// <summary>Every preset by its name.</summary>
    public static IReadOnlyDictionary<string, SelfHostedCostModel> All { get; } =
        new Dictionary<string, SelfHostedCostModel>(StringComparer.Ordinal) { ["deepseek-2025-02"] = DeepSeek202502 }.AsReadOnly();
}
