namespace ModelRouter.Tests;

/// <summary>At the ends of all ranges at once a result is a number or a refusal, never an overflow.</summary>
public class SelfHostedExtremesTests
{
    private static readonly GpuCost[] Costs =
    [
        new RentedGpus { DollarsPerGpuHour = 0 }, new RentedGpus { DollarsPerGpuHour = 1_000 }, Owned(0, 50, 0, 1, 0), Owned(1, 0.1m, 20, 5, 10),
    ];

    private static readonly ServingThroughput[] Throughputs =
    [
        .. from prefill in (decimal[])[1, 10_000_000]
           from decode in (decimal[])[1, 10_000_000]
           from includesHits in (bool[])[false, true]
           from weight in (decimal?[])[null, 0, 0.001m, 1]
           select new ServingThroughput
           {
               PrefillTokensPerSecond = prefill,
               DecodeTokensPerSecond = decode,
               PrefillIncludesCacheHits = includesHits,
               CachedInputWeight = weight,
           },
    ];

    private static readonly SelfHostedLoad[] Loads =
    [
        .. from input in (long[])[0, 1, 8_000_000_000_000_000, 1_000_000_000_000_000_000]
           from cached in (long[])[0, input / 2, Math.Max(0, input - 1), input]
           from output in (long[])[0, 1, 1_000_000_000_000_000_000]
           select new SelfHostedLoad { InputTokens = input, CachedInputTokens = cached, OutputTokens = output },
    ];

    private static readonly ModelPricing Dear = new() { InputPerMillion = 1_000_000, CachedInputPerMillion = 1_000_000, OutputPerMillion = 1_000_000 };

    [Fact]
    public void A_day()
    {
        var (results, refusals) = (0, 0);
        foreach (var (node, throughput, load) in All())
        {
            foreach (var nodes in (decimal[])[0.01m, 100_000])
            {
                var day = new SelfHostedCostModel { Node = node, Nodes = nodes, Throughput = throughput, Load = load, ApiPrice = Dear };
                try
                {
                    Assert.True(day.Calculate().DailyCost >= 0);
                    results++;
                }
                catch (SelfHostedCapacityException)
                {
                    refusals++;
                }
            }
        }

        Assert.True(results > 1_000 && refusals > 1_000, $"{results} {refusals}");
    }

    [Fact]
    public void A_break_even()
    {
        var (results, refusals) = (0, 0);
        foreach (var (node, throughput, load) in All())
        {
            var month = new BreakEvenModel { Node = node, Throughput = throughput, Mix = load.Mix, ApiPrice = Dear, MaxUtilization = 0.01m };
            try
            {
                Assert.True(month.Calculate().SelfHostedCost(BreakEven.MaxTokens) >= 0);
                results++;
            }
            catch (SelfHostedInputException)
            {
                refusals++;
            }
        }

        Assert.True(results > 1_000 && refusals > 100, $"{results} {refusals}");
    }

    private static IEnumerable<(GpuNode Node, ServingThroughput Throughput, SelfHostedLoad Load)> All() =>
        from cost in Costs
        from throughput in Throughputs
        from load in Loads
        select (new GpuNode { GpusPerNode = 128, Cost = cost }, throughput, load);

    private static OwnedGpus Owned(decimal share, decimal years, decimal kilowatts, decimal pue, decimal energy) => new()
    {
        PurchasePricePerGpu = 1_000_000 * share,
        PurchasePricePerNode = 10_000_000 * share,
        AmortizationYears = years,
        BusyKilowatts = kilowatts,
        IdleKilowatts = 0,
        PowerUsageEffectiveness = pue,
        DollarsPerKilowattHour = energy,
        UpkeepShare = share,
    };
}
