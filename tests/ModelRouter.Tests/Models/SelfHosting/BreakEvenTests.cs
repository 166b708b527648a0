using CsCheck;

namespace ModelRouter.Tests;

public class BreakEvenTests
{
    /// <summary>A node is $730 a month, one dollar an hour, and does 2,628 M tokens; the API charges $1 a million.</summary>
    private static readonly BreakEvenModel Rented = new()
    {
        Node = new() { GpusPerNode = 1, Cost = new RentedGpus { DollarsPerGpuHour = 1 } },
        Throughput = new() { PrefillTokensPerSecond = 1_000, DecodeTokensPerSecond = 1_000 },
        Mix = new() { Input = 1, CachedInput = 0, Output = 1 },
        ApiPrice = new() { InputPerMillion = 0.5m, OutputPerMillion = 1.5m },
    };

    [Fact]
    public void The_first_volume_pays_for_one_node()
    {
        var result = Rented.Calculate();

        Assert.Equal((730m, 2_628_000_000, 1m), (result.NodeCost, result.TokensPerNode, result.ApiPerMillion));
        Assert.Equal(730_000_001, result.FirstVolume);
        Assert.Equal(result.FirstVolume, result.LastingVolume);
        Assert.Null(result.Obstacle);
        Assert.Equal((1, 1, 1, 2), (result.NodesFor(0), result.NodesFor(1), result.NodesFor(2_628_000_000), result.NodesFor(2_628_000_001)));
    }

    [Fact]
    public void The_next_node_may_make_the_API_cheaper_again()
    {
        var result = (Rented with { ApiPrice = new() { InputPerMillion = 0.4m, OutputPerMillion = 0.4m } }).Calculate();

        // A full node costs $0.2778 a million. Full nodes and one more: 2 × 730 / 2,628 is above 0.4, 3 × 730 / 5,256 too, 4 × 730 / 7,884 isn't.
        Assert.Equal(1_825_000_001, result.FirstVolume);
        Assert.Equal(3 * 1_825_000_000L + 1, result.LastingVolume);
    }

    [Theory]
    [InlineData(0.27, 1, BreakEvenObstacle.MarginalCost)]
    [InlineData(0.0, 1, BreakEvenObstacle.MarginalCost)]
    [InlineData(0.4, 0.5, BreakEvenObstacle.FullNodeCost)]
    public void Never_says_why(double price, double utilization, BreakEvenObstacle expected)
    {
        var model = Rented with { MaxUtilization = (decimal)utilization, ApiPrice = new() { InputPerMillion = (decimal)price, OutputPerMillion = (decimal)price } };

        var result = model.Calculate();

        Assert.Equal((null, null, expected), (result.FirstVolume, result.LastingVolume, result.Obstacle));
    }

    [Fact]
    public void Owned_nodes_pay_energy_on_top()
    {
        var owned = new OwnedGpus
        {
            PurchasePricePerNode = 36_500,
            AmortizationYears = 1,
            BusyKilowatts = 1,
            IdleKilowatts = 0,
            PowerUsageEffectiveness = 1,
            DollarsPerKilowattHour = 0.36m,
        };
        var result = (Rented with { Node = new() { GpusPerNode = 1, Cost = owned }, ApiPrice = new() { InputPerMillion = 5.1m, OutputPerMillion = 5.1m } }).Calculate();

        // $36,500 a year; 1,000 seconds a million at $0.0001.
        Assert.Equal((3_041.67m, 0.1m), (decimal.Round(result.NodeCost, 2), result.MarginalPerMillion));
        Assert.Equal((long)(result.NodeCost / 5 * 1_000_000) + 1, result.FirstVolume);
    }

    [Fact]
    public void GPUs_that_cost_nothing_win_from_the_first_token()
    {
        var result = (Rented with { Node = Rented.Node with { Cost = new RentedGpus { DollarsPerGpuHour = 0 } } }).Calculate();

        Assert.Equal((1L, 1L), (result.FirstVolume, result.LastingVolume));
    }

    [Fact]
    public void DeepSeeks_nodes_beat_its_own_prices_from_a_sixth_of_one_node()
    {
        var preset = SelfHostedPresets.DeepSeek202502;
        var result = new BreakEvenModel { Node = preset.Node, Throughput = preset.Throughput, Mix = preset.Load.Mix, ApiPrice = preset.ApiPrice! }.Calculate();

        Assert.Equal(11_680m, result.NodeCost);
        Assert.Equal(16.13m, decimal.Round(result.FirstVolume!.Value / 1e9m, 2));
        Assert.Equal(104.04m, decimal.Round(result.TokensPerNode / 1e9m, 2));
    }

    [Fact]
    public void The_first_volume_is_the_first_and_the_lasting_one_lasts() => Gen.Select(SelfHostedGen.Month, Gen.Double[0, 1], Gen.Double[0, 4]).Sample(
        (model, below, above) =>
        {
            var result = model.Calculate();
            if (result.FirstVolume is not { } first)
            {
                Assert.NotNull(result.Obstacle);
                var any = (long)(result.TokensPerNode * above * 1_000 * below);
                Assert.True(result.SelfHostedCost(any) >= result.ApiCost(any), $"{any}");
                return;
            }

            Assert.True(IsCheaper(first));
            Assert.False(IsCheaper(first - 1));
            Assert.False(IsCheaper((long)((first - 1) * below)));
            if (result.LastingVolume is { } lasting)
            {
                Assert.True(lasting >= first && IsCheaper(lasting) && !IsCheaper(lasting - 1));

                // Just after a further node is where it would fail.
                var most = (BreakEven.MaxTokens / result.TokensPerNode) - 1;
                var further = (long)Math.Min(most, (lasting / result.TokensPerNode) + 1 + (above * 10)) * result.TokensPerNode;
                Assert.True(further < lasting || IsCheaper(further + 1), $"{further} {lasting}");
                Assert.True(IsCheaper((long)Math.Min(BreakEven.MaxTokens, lasting * (1 + (decimal)below))));
            }

            bool IsCheaper(long tokens) => result.SelfHostedCost(tokens) < result.ApiCost(tokens);
        },
        iter: 5_000);

    [Fact]
    public void Both_kinds_of_outcome_are_generated()
    {
        var outcomes = new HashSet<(bool, bool, BreakEvenObstacle?)>();
        SelfHostedGen.Month.Sample(
            model =>
            {
                var result = model.Calculate();
                lock (outcomes)
                {
                    outcomes.Add((result.FirstVolume is not null, result.LastingVolume > result.FirstVolume, result.Obstacle));
                }
            },
            iter: 5_000);

        Assert.Superset(
            new HashSet<(bool, bool, BreakEvenObstacle?)>
            {
                (true, false, null), (true, true, null), (false, false, BreakEvenObstacle.MarginalCost), (false, false, BreakEvenObstacle.FullNodeCost),
            },
            outcomes);
    }

    [Fact]
    public void Volumes_out_of_range_are_refused()
    {
        var result = Rented.Calculate();

        Assert.Throws<ArgumentOutOfRangeException>(() => result.SelfHostedCost(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => result.ApiCost(BreakEven.MaxTokens + 1));
    }

    [Fact]
    public void Numbers_out_of_range_are_named()
    {
        Assert.Equal("MaxUtilization", Assert.Throws<SelfHostedInputException>((Rented with { MaxUtilization = 0 }).Calculate).Input);
        Assert.Equal("CachedInput", Assert.Throws<SelfHostedInputException>((Rented with { Mix = Rented.Mix with { CachedInput = -1 } }).Calculate).Input);
        Assert.Equal("Output", Assert.Throws<SelfHostedInputException>((Rented with { Mix = Rented.Mix with { Input = 0, Output = 0 } }).Calculate).Input);
        Assert.Equal("PerRequest", Assert.Throws<SelfHostedInputException>((Rented with { ApiPrice = new() { PerRequest = 1 } }).Calculate).Input);
    }
}
