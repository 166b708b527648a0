using CsCheck;

namespace ModelRouter.Tests;

/// <summary>Random nodes, speeds, mixes and prices, from next to nothing up to the largest that is allowed.</summary>
internal static class SelfHostedGen
{
    public static readonly Gen<decimal> Share = Gen.Int[0, 1_000].Select(i => i / 1_000m);

    public static readonly Gen<GpuNode> Node =
        from gpus in Gen.Int[1, 128]
        from cost in Gen.OneOf<GpuCost>(
            Amount(1_000).Select(GpuCost (hour) => new RentedGpus { DollarsPerGpuHour = hour }),
            from price in Amount(1_000_000)
            from years in Gen.Int[1, 500]
            from busy in Amount(20)
            from idle in Share
            from pue in Share
            from energy in Amount(10)
            from upkeep in Share
            select (GpuCost)new OwnedGpus
            {
                PurchasePricePerGpu = price,
                PurchasePricePerNode = price * upkeep,
                AmortizationYears = years / 10m,
                BusyKilowatts = busy,
                IdleKilowatts = busy * idle,
                PowerUsageEffectiveness = 1 + (4 * pue),
                DollarsPerKilowattHour = energy,
                UpkeepShare = upkeep,
            })
        select new GpuNode { GpusPerNode = gpus, Cost = cost };

    public static readonly Gen<ServingThroughput> Throughput =
        from prefill in Amount(10_000_000)
        from decode in Amount(10_000_000)
        from includesHits in Gen.Bool
        from weight in Gen.Int[-1, 1_000]
        select new ServingThroughput
        {
            PrefillTokensPerSecond = Math.Max(1, prefill),
            DecodeTokensPerSecond = Math.Max(1, decode),
            PrefillIncludesCacheHits = includesHits,
            CachedInputWeight = weight < 0 ? null : weight / 1_000m,
        };

    public static readonly Gen<TokenMix> Mix =
        from input in Gen.Int[0, 1_000]
        from cached in Gen.Int[0, 1_000]
        from output in Gen.Int[25, 1_000]
        select new TokenMix { Input = input, CachedInput = cached, Output = output };

    public static readonly Gen<ModelPricing> ApiPrice =
        from input in Amount(1_000_000)
        from cached in Share
        from output in Amount(1_000_000)
        select new ModelPricing { InputPerMillion = input, CachedInputPerMillion = cached > 0.9m ? null : input * cached, OutputPerMillion = output };

    /// <summary>A day within the capacity of its nodes.</summary>
    public static readonly Gen<SelfHostedCostModel> Day =
        from node in Node
        from nodes in Amount(100_000)
        from throughput in Throughput
        from mix in Mix
        from utilization in Share
        from price in ApiPrice
        select new SelfHostedCostModel
        {
            Node = node,
            Nodes = Math.Max(0.01m, nodes),
            Throughput = throughput,
            Load = SelfHostedLoad.AtUtilization(utilization, Math.Max(0.01m, nodes), throughput, mix),
            ApiPrice = price,
        };

    public static readonly Gen<BreakEvenModel> Month =
        from node in Node
        from throughput in Throughput
        from mix in Mix
        from price in ApiPrice
        from utilization in Gen.Int[1, 100]
        select new BreakEvenModel { Node = node, Throughput = throughput, Mix = mix, ApiPrice = price, MaxUtilization = utilization / 100m };

    /// <summary>Of any magnitude, the ends included.</summary>
    private static Gen<decimal> Amount(int max) => Gen.Select(Gen.Int[0, 12], Gen.Int[0, 1_000], (magnitude, i) =>
        magnitude == 0 ? max * (i / 1_000m) : decimal.Round(max * (decimal)Math.Pow(10, -magnitude / 2.0) * (i / 1_000m), 9));
}
