using CsCheck;

namespace ModelRouter.Tests;

public class SelfHostedCostTests
{
    /// <summary>Two nodes of one GPU each for $3.60 an hour that read 1,000 and write 100 tokens a second.</summary>
    private static readonly SelfHostedCostModel Rented = new()
    {
        Node = new() { GpusPerNode = 1, Cost = new RentedGpus { DollarsPerGpuHour = 3.6m } },
        Nodes = 2,
        Throughput = new() { PrefillTokensPerSecond = 1_000, DecodeTokensPerSecond = 100 },
        Load = new() { InputTokens = 50_000_000, CachedInputTokens = 10_000_000, OutputTokens = 4_640_000 },
    };

    /// <summary>$36,500 for two GPUs and $7,300 for what is around them over ten years, 1 or 0.5 kW a GPU.</summary>
    private static readonly OwnedGpus Owned = new()
    {
        PurchasePricePerGpu = 18_250,
        PurchasePricePerNode = 7_300,
        AmortizationYears = 10,
        BusyKilowatts = 1,
        IdleKilowatts = 0.5m,
        PowerUsageEffectiveness = 1.5m,
        DollarsPerKilowattHour = 0.2m,
        UpkeepShare = 0.05m,
    };

    [Fact]
    public void A_day_of_rented_nodes()
    {
        var cost = Rented.Calculate();

        Assert.Equal(172.8m, cost.DailyCost);
        Assert.Equal(86_400m, cost.Input.NodeSeconds + cost.CachedInput.NodeSeconds + cost.Output.NodeSeconds, 6);
        Assert.Equal((40_000m, 0m, 46_400m), (cost.Input.NodeSeconds, cost.CachedInput.NodeSeconds, cost.Output.NodeSeconds));
        Assert.Equal((1m, 0.5m), (cost.RequiredNodes, cost.Utilization));

        // A second costs $0.001, and $0.002 since the nodes are idle half the day.
        Assert.Equal((1m, 0m, 10m), (cost.Input.MarginalPerMillion, cost.CachedInput.MarginalPerMillion, cost.Output.MarginalPerMillion));
        Assert.Equal(2m, cost.Input.FullPerMillion!.Value, 12);
        Assert.Equal(0m, cost.CachedInput.FullPerMillion);
        Assert.Equal(20m, cost.Output.FullPerMillion!.Value, 12);
        Assert.Equal((null, null), (cost.DailyRevenue, cost.MarginPercent));
    }

    [Fact]
    public void A_day_of_owned_nodes()
    {
        var cost = (Rented with { Node = new() { GpusPerNode = 2, Cost = Owned } }).Calculate();

        // A node: $12 of write-off and $6 of upkeep a day, 24 kWh × 1.5 × $0.20 idle; half busy, the other 12 kWh at the same price.
        Assert.Equal((2 * (12 + 6 + 7.2m)) + (12 * 2 * 1.5m * 0.2m), cost.DailyCost, 12);
        Assert.Equal(1_000 * 1 * 1.5m * 0.2m / 3_600, cost.Input.MarginalPerMillion, 12);
        Assert.Equal(10_000 * 1 * 1.5m * 0.2m / 3_600, cost.Output.MarginalPerMillion, 12);
        Assert.Equal(57.6m / 86_400 * 1_000, cost.Input.FullPerMillion!.Value, 12);
    }

    [Theory]
    [InlineData(false, null, 1_000, 0)]
    [InlineData(false, 0.25, 1_000, 250)]
    [InlineData(true, null, 1_000, 1_000)]
    [InlineData(true, 0.5, 1_111.111, 555.556)]
    [InlineData(true, 0.0, 1_250, 0)]
    public void Hits_take_what_the_measurement_says(bool includesHits, double? weight, double input, double cached)
    {
        var throughput = Rented.Throughput with { PrefillIncludesCacheHits = includesHits, CachedInputWeight = (decimal?)weight };
        var cost = (Rented with { Throughput = throughput }).Calculate();

        // In seconds per million: $0.001 a second.
        Assert.Equal((decimal)input, cost.Input.MarginalPerMillion * 1_000, 3);
        Assert.Equal((decimal)cached, cost.CachedInput.MarginalPerMillion * 1_000, 3);
        if (includesHits)
        {
            Assert.Equal(50_000m, cost.Input.NodeSeconds + cost.CachedInput.NodeSeconds, 6);
        }
    }

    [Fact]
    public void Too_much_work_says_how_many_nodes_it_takes()
    {
        var day = Rented with { Nodes = 1.4m, Load = Rented.Load with { OutputTokens = 10_000_000 } };

        var full = Assert.Throws<SelfHostedCapacityException>(day.Calculate);

        Assert.Equal((1.4m, 1.6204m), (full.Nodes, decimal.Round(full.RequiredNodes, 4)));
        Assert.Contains("1.62 nodes", full.Message, StringComparison.Ordinal);
        Assert.Contains("2 whole nodes", full.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1.0, true)]
    [InlineData(0.9991, true)]
    [InlineData(0.9989, false)]
    public void Rounded_speeds_are_allowed_a_thousandth(double nodes, bool isAllowed)
    {
        var day = Rented with { Nodes = (decimal)nodes };
        if (!isAllowed)
        {
            Assert.Throws<SelfHostedCapacityException>(day.Calculate);
            return;
        }

        var cost = day.Calculate();
        Assert.Equal(cost.Output.MarginalPerMillion, cost.Output.FullPerMillion!.Value, 12);
    }

    [Fact]
    public void A_day_without_work_has_no_full_cost()
    {
        var cost = (Rented with { Load = new() { InputTokens = 0, CachedInputTokens = 0, OutputTokens = 0 } }).Calculate();

        Assert.Equal((172.8m, 0m), (cost.DailyCost, cost.Utilization));
        Assert.Null(cost.Output.FullPerMillion);
        Assert.Null(cost.FullPricing);
        Assert.Equal(10m, cost.MarginalPricing.OutputPerMillion);
    }

    [Fact]
    public void What_costs_nothing_has_no_margin()
    {
        var free = Rented with { Node = Rented.Node with { Cost = new RentedGpus { DollarsPerGpuHour = 0 } }, ApiPrice = new() { OutputPerMillion = 1 } };

        Assert.Equal((4.64m, null), (free.Calculate().DailyRevenue, free.Calculate().MarginPercent));
    }

    [Fact]
    public void Each_number_out_of_range_is_named_with_what_is_allowed()
    {
        Assert.All<(SelfHostedCostModel Day, string Expected)>(
            [
                (Rented with { Nodes = 0 }, "Nodes is 0; it must be from 0.01 to 100,000."),
                (Rented with { Node = Rented.Node with { GpusPerNode = 0 } }, "GpusPerNode is 0; it must be from 1 to 128."),
                (Rented with { Node = Rented.Node with { Cost = new RentedGpus { DollarsPerGpuHour = -1 } } }, "DollarsPerGpuHour is -1"),
                (Rented with { Throughput = Rented.Throughput with { PrefillTokensPerSecond = 0 } }, "PrefillTokensPerSecond is 0"),
                (Rented with { Throughput = Rented.Throughput with { DecodeTokensPerSecond = -5 } }, "DecodeTokensPerSecond is -5"),
                (Rented with { Throughput = Rented.Throughput with { CachedInputWeight = 1.1m } }, "CachedInputWeight is 1.1; it must be 0, or from 0.001 to 1."),
                (Rented with { Load = Rented.Load with { InputTokens = -1 } }, "InputTokens is -1"),
                (Rented with { Load = Rented.Load with { CachedInputTokens = 50_000_001 } }, "CachedInputTokens is 50000001; it must be from 0 to 50,000,000."),
                (Rented with { Load = Rented.Load with { OutputTokens = -1 } }, "OutputTokens is -1"),
                (Rented with { ApiPrice = new() { InputPerMillion = -1 } }, "InputPerMillion is -1"),
                (Rented with { ApiPrice = new() { CachedInputPerMillion = -1 } }, "CachedInputPerMillion is -1"),
                (Rented with { ApiPrice = new() { OutputPerMillion = 2_000_000 } }, "OutputPerMillion is 2000000"),
                (Rented with { ApiPrice = new() { PerRequest = 0.01m } }, "PerRequest is 0.01; it must be 0"),
                (Rented with { ApiPrice = new() { ReasoningPerMillion = 1 } }, "ReasoningPerMillion is 1; it must be absent"),
                (Rented with { ApiPrice = new() { CacheWritePerMillion = 1 } }, "CacheWritePerMillion is 1; it must be absent"),
                (Rented with { ApiPrice = new() { LongPromptAbove = 9, LongPrompt = new() } }, "LongPrompt is 9; it must be absent"),
                (Rented with { ApiPrice = new() { OffPeak = [new() { From = default, To = default, Factor = 1 }] } }, "OffPeak is 1; it must be one price"),
                (Rented with { ApiPrice = new() { EffectiveFrom = default(DateTimeOffset), Earlier = new() } }, "it must be one price for all times"),
                (With(Owned with { PurchasePricePerGpu = -1 }), "PurchasePricePerGpu is -1"),
                (With(Owned with { PurchasePricePerNode = -1 }), "PurchasePricePerNode is -1"),
                (With(Owned with { AmortizationYears = 0 }), "AmortizationYears is 0; it must be from 0.1 to 50."),
                (With(Owned with { BusyKilowatts = 21 }), "BusyKilowatts is 21"),
                (With(Owned with { IdleKilowatts = 1.1m }), "IdleKilowatts is 1.1; it must be from 0 to 1."),
                (With(Owned with { PowerUsageEffectiveness = 0.9m }), "PowerUsageEffectiveness is 0.9; it must be from 1 to 5."),
                (With(Owned with { DollarsPerKilowattHour = -1 }), "DollarsPerKilowattHour is -1"),
                (With(Owned with { UpkeepShare = 1.01m }), "UpkeepShare is 1.01; it must be from 0 to 1."),
            ],
            wrong => Assert.Contains(wrong.Expected, Assert.Throws<SelfHostedInputException>(wrong.Day.Calculate).Message, StringComparison.Ordinal));

        static SelfHostedCostModel With(OwnedGpus owned) => Rented with { Node = Rented.Node with { Cost = owned } };
    }

    [Theory]
    [InlineData(-0.1, 2, "utilization")]
    [InlineData(1.1, 2, "utilization")]
    [InlineData(0.5, 0, "nodes")]
    public void A_share_is_a_share(double utilization, int nodes, string expected)
    {
        var wrong = Assert.Throws<SelfHostedInputException>(
            () => SelfHostedLoad.AtUtilization((decimal)utilization, nodes, Rented.Throughput, Rented.Load.Mix));

        Assert.Equal(expected, wrong.Input);
    }

    [Fact]
    public void A_mix_that_takes_no_time_is_refused()
    {
        var mix = new TokenMix { Input = 0, CachedInput = 1, Output = 0 };

        Assert.Throws<SelfHostedInputException>(() => SelfHostedLoad.AtUtilization(0.5m, 1, Rented.Throughput, mix));
        Assert.Throws<SelfHostedInputException>(() => SelfHostedLoad.AtUtilization(0.5m, 1, Rented.Throughput, mix with { CachedInput = 0 }));
    }

    [Fact]
    public void The_full_cost_is_never_below_the_marginal_one() => SelfHostedGen.Day.Sample(
        day =>
        {
            var cost = day.Calculate();
            foreach (var kind in (SelfHostedTokenCost[])[cost.Input, cost.CachedInput, cost.Output])
            {
                // Decimals round at the 28th place.
                Assert.True(kind.FullPerMillion is not { } full || full >= kind.MarginalPerMillion - 1e-12m, $"{kind}");
            }
        },
        iter: 3_000);

    [Fact]
    public void The_full_costs_add_up_to_the_day_to_the_cent() => SelfHostedGen.Day.Sample(
        day =>
        {
            var cost = day.Calculate();
            SelfHostedTokenCost[] kinds = [cost.Input, cost.CachedInput, cost.Output];
            if (kinds.Sum(k => k.NodeSeconds) == 0)
            {
                Assert.All(kinds, kind => Assert.Null(kind.FullPerMillion));
                return;
            }

            // Within a cent, not rounded to it: two sums that differ in the last digit may round apart.
            Assert.InRange(kinds.Sum(k => k.FullPerMillion!.Value * k.Tokens / 1_000_000), cost.DailyCost - 0.005m, cost.DailyCost + 0.005m);
            Assert.InRange(kinds.Sum(k => k.ApiPerMillion!.Value * k.Tokens / 1_000_000), cost.DailyRevenue!.Value - 0.005m, cost.DailyRevenue.Value + 0.005m);
        },
        iter: 3_000);

    [Fact]
    public void A_load_at_a_utilization_has_it() => SelfHostedGen.Share.SelectMany(u => SelfHostedGen.Day.Select(day => (u, day))).Sample(
        (utilization, day) =>
        {
            var mix = day.Load.OutputTokens > 0 ? day.Load.Mix : new() { Input = 1, CachedInput = 1, Output = 1 };
            var load = SelfHostedLoad.AtUtilization(utilization, day.Nodes, day.Throughput, mix);
            var cost = (day with { Load = load }).Calculate();

            // Tokens are whole: up to one of each kind is missing.
            var seconds = (2 / day.Throughput.PrefillTokensPerSecond) + (1 / day.Throughput.DecodeTokensPerSecond);
            Assert.True(cost.Utilization >= utilization - (1_001 * seconds / (day.Nodes * 86_400)) - 1e-9m);
            Assert.True(cost.Utilization <= utilization + 1e-6m);
        },
        iter: 1_000);

    [Fact]
    public void A_price_list_charges_what_the_day_costs() => SelfHostedGen.Day.Sample(
        day =>
        {
            var cost = day.Calculate();
            if (cost.FullPricing is { } price)
            {
                var bill = ((cost.Input.Tokens * price.InputPerMillion) + (cost.CachedInput.Tokens * price.CachedInputPerMillion!.Value)
                    + (cost.Output.Tokens * price.OutputPerMillion)) / 1_000_000;
                Assert.InRange(bill, cost.DailyCost - 0.005m, cost.DailyCost + 0.005m);
                Assert.True(cost.MarginalPricing.OutputPerMillion <= price.OutputPerMillion + 1e-12m);
            }
        },
        iter: 1_000);
}
