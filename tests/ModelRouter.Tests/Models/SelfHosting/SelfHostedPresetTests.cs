namespace ModelRouter.Tests;

/// <summary>DeepSeek's published figures, from its published inputs.</summary>
public class SelfHostedPresetTests
{
    private static readonly SelfHostedCostModel Preset = SelfHostedPresets.All["deepseek-2025-02"];

    [Fact]
    public void DeepSeek_gives_the_published_cost_revenue_and_margin()
    {
        var cost = Preset.Calculate();

        Assert.Equal(87_072m, cost.DailyCost);
        Assert.Equal(562_027m, decimal.Round(cost.DailyRevenue!.Value));
        Assert.Equal(545m, decimal.Round(cost.MarginPercent!.Value));
    }

    [Theory]
    [InlineData(342_000_000_000, 562_100)]
    [InlineData(342_304_000_000, 561_975)]
    [InlineData(342_178_000_000, 562_027)]
    public void Only_a_cache_share_that_rounds_to_both_published_figures_gives_the_published_revenue(long cached, int revenue)
    {
        var day = Preset with { Load = Preset.Load with { CachedInputTokens = cached } };

        Assert.Equal(revenue, decimal.Round(day.Calculate().DailyRevenue!.Value));
    }

    [Fact]
    public void The_cached_tokens_round_to_both_published_figures()
    {
        Assert.Equal(342m, decimal.Round(Preset.Load.CachedInputTokens / 1e9m));
        Assert.Equal(56.3m, decimal.Round(Preset.Load.CacheHitShare * 100, 1));
    }

    [Fact]
    public void The_published_speeds_explain_the_published_nodes()
    {
        var cost = Preset.Calculate();

        // 608 B / 73.7k + 168 B / 14.8k node-seconds.
        Assert.Equal(226.86m, decimal.Round(cost.RequiredNodes, 2));
        Assert.Equal(1.0005m, decimal.Round(cost.Utilization, 4));
        Assert.Equal(226.75m * 86_400, cost.Input.NodeSeconds + cost.CachedInput.NodeSeconds + cost.Output.NodeSeconds, 6);
    }

    [Fact]
    public void Full_nodes_cost_their_margin()
    {
        var cost = Preset.Calculate();

        // 8 GPUs at $2 an hour, 73,700 or 14,800 tokens a second; the 0.05% that is too much is taken off.
        Assert.Equal(16m / 3_600 / 73_700 * 1_000_000 / cost.Utilization, cost.Input.MarginalPerMillion, 12);
        Assert.Equal(cost.Input.MarginalPerMillion, cost.CachedInput.MarginalPerMillion);
        Assert.Equal(16m / 3_600 / 14_800 * 1_000_000 / cost.Utilization, cost.Output.MarginalPerMillion, 12);
        Assert.Equal(cost.Output.MarginalPerMillion, cost.Output.FullPerMillion!.Value, 12);
        Assert.Equal((0.55m, 0.14m, 2.19m), (cost.Input.ApiPerMillion, cost.CachedInput.ApiPerMillion, cost.Output.ApiPerMillion));
    }
}
