namespace ModelRouter.Tests;

/// <summary>What an attempt can use at most, beyond what the routers' tests see of it.</summary>
public class WorstCaseTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 5, 12, 0, 0, TimeSpan.Zero);
    private static readonly ModelProfile Model = Routers.Profile("m") with { ContextWindow = 10_000, Pricing = new() { InputPerMillion = 1, OutputPerMillion = 4 } };

    [Theory]
    [InlineData(1_000, 1, 1_000, 100)]
    [InlineData(50_000, 1, 10_000, 100)]
    [InlineData(50_000, 3, 30_000, 100)]
    public void No_try_reads_more_than_the_window(long input, int tries, long read, int written)
    {
        var worst = Of(Model, input, tries, written);

        Assert.Equal((read + written, (read + (4 * written)) / 1_000_000m), (worst.Tokens, worst.Cost));
    }

    [Fact]
    public void Nor_does_an_answer_have_more_whatever_the_model_claims()
    {
        var worst = Of(Model with { MaxOutputTokens = 1_000_000, History = new() { Unsupported = UnsupportedOptions.MaxOutputTokens } }, 1_000, 1, null);

        Assert.Equal((11_000, null), (worst.Tokens, worst.OutputLimit));
    }

    [Fact]
    public void A_list_that_comes_into_force_within_the_day_counts()
    {
        var dearer = new ModelPricing { InputPerMillion = 10, OutputPerMillion = 40, EffectiveFrom = Noon.AddHours(23), Earlier = Model.Pricing };

        Assert.Equal(0.014m, Of(Model with { Pricing = dearer }, 1_000, 1, 100).Cost);
        Assert.Equal(0.0014m, Of(Model with { Pricing = dearer with { EffectiveFrom = Noon.AddHours(25) } }, 1_000, 1, 100).Cost);
    }

    [Fact]
    public void A_thought_that_is_paid_for_leaves_room_for_its_answer()
    {
        var wide = Model with { ContextWindow = 100_000 };
        var thinks = wide with { Capabilities = ModelCapabilities.Reasoning };
        var usual = Of(thinks, 1_000, 1, null).OutputLimit!.Value;
        var answer = Of(thinks, 1_000, 1, null, thinkBudget: 30_000).OutputLimit!.Value - 30_000;

        Assert.InRange(answer, 512, usual);
        Assert.Equal(usual, Of(wide, 1_000, 1, null, thinkBudget: 30_000).OutputLimit);
        Assert.Equal(100_000, Of(thinks, 1_000, 1, null, thinkBudget: 1e300).OutputLimit);
        Assert.Equal(200, Of(thinks, 1_000, 1, 200, thinkBudget: 30_000).OutputLimit);
        Assert.InRange(Of(thinks, 1_000, 1, null, thinkBudget: 30_000, isTight: true).OutputLimit!.Value, 512, 4_096);
    }

    private static WorstCase Of(ModelProfile model, long input, int tries, int? limit, double? thinkBudget = null, bool isTight = false) =>
        WorstCase.Of(model, new PromptAnalyzer().Analyze(Routers.Hello, new() { MaxOutputTokens = limit }), input, tries, Noon, thinkBudget, isTight);
}
