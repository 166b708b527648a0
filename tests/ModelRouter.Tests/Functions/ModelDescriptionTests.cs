namespace ModelRouter.Tests;

/// <summary>What agents are told of a model is what it costs now, and an unknown price is not told as a free one.</summary>
public class ModelDescriptionTests
{
    private static readonly DateTimeOffset Change = new(2027, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly ModelPricing Dated = new()
    {
        InputPerMillion = 100, OutputPerMillion = 400, EffectiveFrom = Change, Earlier = new() { InputPerMillion = 1, OutputPerMillion = 4 },
    };

    [Theory]
    [InlineData(-1, 1, 4)]
    [InlineData(1, 100, 400)]
    public void Prices_are_those_in_force(int days, int input, int output)
    {
        var told = Describe(Dated, Change.AddDays(days));

        Assert.Equal((input, output), (told.InputPerMillion, told.OutputPerMillion));
    }

    [Fact]
    public void Who_has_no_price_is_told_to_have_none()
    {
        var told = Describe(ModelPricing.Free, Change);

        Assert.Equal((null, null), (told.InputPerMillion, told.OutputPerMillion));
    }

    private static ModelDescription Describe(ModelPricing pricing, DateTimeOffset now)
    {
        using var endpoint = new ModelEndpoint(Routers.Profile("m") with { Pricing = pricing }, FakeChatClient.Saying("hi"));
        return ModelDescription.Of(endpoint, now);
    }
}
