namespace ModelRouter.Sampling.Tests;

public sealed class SamplingParametersTests
{
    public static TheoryData<string, Action> OutOfRange => new()
    {
        { "Temperature", () => _ = new SamplingParameters { Temperature = -1 } },
        { "Temperature", () => _ = new SamplingParameters { Temperature = 0.009f } },
        { "Temperature", () => _ = new SamplingParameters { Temperature = float.NaN } },
        { "TopK", () => _ = new SamplingParameters { TopK = -1 } },
        { "TopP", () => _ = new SamplingParameters { TopP = 1.01f } },
        { "TopP", () => _ = new SamplingParameters { TopP = float.NaN } },
        { "MinP", () => _ = new SamplingParameters { MinP = -0.01f } },
        { "RepetitionPenalty", () => _ = new SamplingParameters { RepetitionPenalty = 0 } },
        { "PresencePenalty", () => _ = new SamplingParameters { PresencePenalty = float.PositiveInfinity } },
        { "FrequencyPenalty", () => _ = new SamplingParameters { FrequencyPenalty = 101 } },
        { "PenaltyWindow", () => _ = new SamplingParameters { PenaltyWindow = -2 } },
        { "LogitBias", () => _ = new SamplingParameters { LogitBias = new Dictionary<int, float> { [-1] = 0 } } },
        { "LogitBias", () => _ = new SamplingParameters { LogitBias = new Dictionary<int, float> { [1] = float.NaN } } },
    };

    [Theory]
    [MemberData(nameof(OutOfRange))]
    public void A_value_out_of_range_is_named_with_its_range(string name, Action create)
    {
        var exception = Assert.Throws<ArgumentOutOfRangeException>(name, create);
        Assert.Contains($"{name} must be", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void R1s_recommendation()
    {
        var r1 = SamplingParameters.DeepSeekR1;
        Assert.Equal((0.6f, 0.95f, 0, 0f), (r1.Temperature, r1.TopP, r1.TopK, r1.MinP));
        Assert.Equal(0, SamplingParameters.Greedy.Temperature);
    }

    [Fact]
    public void Equal_values_and_biases_make_equal_parameters()
    {
        SamplingParameters Of(int token, float bias) => new() { Temperature = 0.5f, LogitBias = new Dictionary<int, float> { [token] = bias, [9] = float.NegativeInfinity } };
        Assert.Equal(Of(1, 2), Of(1, 2));
        Assert.Equal(Of(1, 2).GetHashCode(), Of(1, 2).GetHashCode());
        Assert.NotEqual(Of(1, 2), Of(1, 3));
        Assert.NotEqual(Of(1, 2), Of(2, 2));
        SamplingParameters[] others =
        [
            Of(1, 2) with { Temperature = 1 }, Of(1, 2) with { TopK = 1 }, Of(1, 2) with { TopP = 0.5f }, Of(1, 2) with { MinP = 0.5f }, Of(1, 2) with { RepetitionPenalty = 2 },
            Of(1, 2) with { PresencePenalty = 1 }, Of(1, 2) with { FrequencyPenalty = 1 }, Of(1, 2) with { PenaltyWindow = 1 }, Of(1, 2) with { Seed = 1 },
            Of(1, 2) with { LogitBias = new Dictionary<int, float>() },
        ];
        Assert.All(others, other => Assert.NotEqual(Of(1, 2), other));
    }

    [Fact]
    public void The_bias_is_a_copy()
    {
        var bias = new Dictionary<int, float> { [1] = 2 };
        var parameters = new SamplingParameters { LogitBias = bias };
        bias[1] = 3;
        Assert.Equal(2, parameters.LogitBias[1]);
    }
}
