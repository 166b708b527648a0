namespace ModelRouter.Sampling.Tests;

/// <summary>Penalties, bias and bitmask change the logits; the figures are taken over what they leave.</summary>
public sealed class AdjustmentTests
{
    private static readonly SamplingParameters Greedy = SamplingParameters.Greedy;

    [Fact]
    public void Repetition_divides_the_positive_and_multiplies_the_negative()
    {
        float[] logits = [4, -4, 0, 4];
        Sample(logits, Greedy with { RepetitionPenalty = 2 }, 0, 1, 2);
        Assert.Equal([2, -8, 0, 4], logits);
    }

    [Fact]
    public void Presence_counts_once_and_frequency_each_time()
    {
        float[] logits = [4, 4, 4];
        Sample(logits, Greedy with { PresencePenalty = 1, FrequencyPenalty = 0.5f }, 0, 0, 0, 1);
        Assert.Equal([1.5f, 2.5f, 4], logits);
    }

    [Fact]
    public void The_window_forgets_the_oldest()
    {
        float[] logits = [4, 4, 4, 4];
        Sample(logits, Greedy with { FrequencyPenalty = 1, PenaltyWindow = 3 }, 0, 1, 1, 2, 1);
        Assert.Equal([4, 2, 3, 4], logits);
    }

    [Fact]
    public void A_window_of_minus_one_is_the_whole_sequence_and_of_zero_is_none()
    {
        float[] all = [9000, 0];
        Sample(all, Greedy with { FrequencyPenalty = 1, PenaltyWindow = -1 }, new int[5000]);
        Assert.Equal([4000, 0], all);
        float[] none = [9000, 0];
        Sample(none, Greedy with { FrequencyPenalty = 1, PenaltyWindow = 0 }, new int[5000]);
        Assert.Equal([9000, 0], none);
    }

    [Fact]
    public void Accepted_tokens_are_penalized_like_primed_ones()
    {
        var row = new SamplingRow(Greedy with { PresencePenalty = 1 }, 2);
        row.Accept(0);
        float[] logits = [1, 0.5f];
        Assert.Equal(1, new ScalarSampler().Sample(logits, row).Token);
        Assert.Equal([0, 0.5f], logits);
    }

    [Fact]
    public void Bias_is_added_after_the_penalties()
    {
        float[] logits = [4, 1];
        var bias = new Dictionary<int, float> { [0] = 3 };
        Sample(logits, Greedy with { RepetitionPenalty = 2, LogitBias = bias }, 0);
        Assert.Equal([5, 1], logits); // 4 / 2 + 3, not (4 + 3) / 2.
    }

    [Theory]
    [MemberData(nameof(Samplers.All), MemberType = typeof(Samplers))]
    public void A_bias_of_minus_infinity_bans(string name)
    {
        var bias = new Dictionary<int, float> { [1] = float.NegativeInfinity };
        var sampled = Samplers.Get(name).SampleOnce(Greedy with { LogitBias = bias }, 1, 9, 1);
        Assert.Equal(new SampledToken(0, MathF.Log(0.5f), MathF.Log(2), 0, 1), sampled);
    }

    [Theory]
    [MemberData(nameof(Samplers.All), MemberType = typeof(Samplers))]
    public void The_bitmask_bans_before_anything_is_measured(string name)
    {
        var sampler = Samplers.Get(name);
        var logits = Logits.Create("normal", 1000, 4);
        var allowed = new ulong[16];
        foreach (var token in new[] { 0, 63, 64, 500, 999 })
        {
            allowed[token / 64] |= 1UL << (token % 64);
        }

        allowed[^1] |= 0xFFFFUL << 48; // Bits beyond the vocabulary mean nothing.
        var row = new SamplingRow(new() { Temperature = 3 }, 1000) { AllowedTokens = allowed };
        var few = new SamplingRow(new() { Temperature = 3 }, 5);
        float[] fewLogits = [logits[0], logits[63], logits[64], logits[500], logits[999]];
        var (masked, alone) = (sampler.SampleCopy(logits, row), sampler.SampleCopy(fewLogits, few));
        Assert.Equal(new[] { 0, 63, 64, 500, 999 }[alone.Token], masked.Token);
        Assert.Equal(alone with { Token = masked.Token }, masked);
        Assert.Equal(5, masked.Kept);
    }

    [Theory]
    [MemberData(nameof(Samplers.All), MemberType = typeof(Samplers))]
    public void A_forced_token_comes_whatever_its_logit_and_reports_its_own_probability(string name)
    {
        var row = new SamplingRow(SamplingParameters.DeepSeekR1, 3) { ForcedToken = 2, AllowedTokens = [0b111] };
        var sampled = Samplers.Get(name).Sample([3, 3, 3 - MathF.Log(2)], row);
        Assert.Equal(2, sampled.Token);
        Assert.Equal(MathF.Log(0.2f), sampled.LogProbability, 1e-6f);
        Assert.Equal(1, sampled.Kept);
        Assert.Equal(2, row.ForcedToken); // Sampling does not change the row,
        row.Accept(2);
        Assert.Null(row.ForcedToken); // accepting does.
    }

    [Theory]
    [MemberData(nameof(Samplers.All), MemberType = typeof(Samplers))]
    public void A_forced_token_beats_the_bitmask_with_a_finite_log_probability(string name)
    {
        var row = new SamplingRow(SamplingParameters.Greedy, 2) { ForcedToken = 1, AllowedTokens = [0b01] };
        Assert.Equal(new SampledToken(1, -40, 0, 40, 1), Samplers.Get(name).Sample([3, 9], row));
    }

    private static void Sample(float[] logits, SamplingParameters parameters, params int[] history)
    {
        var row = new SamplingRow(parameters, logits.Length);
        row.Prime(history);
        TokenSampler.Best.Sample(logits, row);
    }
}
