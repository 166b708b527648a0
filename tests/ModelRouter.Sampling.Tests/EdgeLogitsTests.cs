namespace ModelRouter.Sampling.Tests;

/// <summary>Greedy ties, NaN, the infinities and rows with nothing in them.</summary>
public sealed class EdgeLogitsTests
{
    public static TheoryData<string> Names => Samplers.All;

    [Theory]
    [MemberData(nameof(Names))]
    public void Greedy_takes_the_lowest_id_of_a_tie(string name)
    {
        var logits = new float[200];
        logits[150] = logits[77] = logits[199] = 2;
        var sampled = Samplers.Get(name).SampleOnce(SamplingParameters.Greedy, logits);
        Assert.Equal((77, 0f, 1), (sampled.Token, sampled.Margin, sampled.Kept));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Negative_zero_ties_with_zero(string name)
    {
        Assert.Equal(0, Samplers.Get(name).SampleOnce(SamplingParameters.Greedy, -0f, 0f, -0f).Token);
        Assert.Equal(0, Samplers.Get(name).SampleOnce(new() { TopK = 1 }, -0f, 0f, -0f).Token);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void NaN_counts_as_minus_infinity(string name)
    {
        var sampler = Samplers.Get(name);
        foreach (var size in new[] { 3, 16, 40, 100 })
        {
            var clean = Logits.Create("normal", size, size);
            var broken = (float[])clean.Clone();
            for (var i = 0; i < size; i += 3)
            {
                (clean[i], broken[i]) = (float.NegativeInfinity, float.NaN);
            }

            foreach (var parameters in new[] { SamplingParameters.Greedy, SamplingParameters.DeepSeekR1, new() { MinP = 0.1f } })
            {
                Assert.Equal(sampler.SampleOnce(parameters, clean), sampler.SampleOnce(parameters, broken));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Plus_infinities_share_all_the_mass(string name)
    {
        var sampled = Samplers.Get(name).SampleOnce(new(), 1, float.PositiveInfinity, 2, float.PositiveInfinity, float.NaN);
        Assert.Contains(sampled.Token, new[] { 1, 3 });
        Assert.Equal(new SampledToken(sampled.Token, MathF.Log(0.5f), MathF.Log(2), 0, 2), sampled);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_lone_token_is_certain_and_leads_by_the_cap(string name) =>
        Assert.Equal(new SampledToken(0, 0, 0, 40, 1), Samplers.Get(name).SampleOnce(SamplingParameters.DeepSeekR1, -12.5f));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_row_with_nothing_in_it_throws_and_says_where(string name)
    {
        var sampler = Samplers.Get(name);
        foreach (var nothing in new[] { float.NaN, float.NegativeInfinity })
        {
            var row = new SamplingRow(SamplingParameters.DeepSeekR1, 20);
            row.Accept(3);
            var logits = new float[20];
            Array.Fill(logits, nothing);
            Assert.Equal(1UL, Assert.Throws<EmptyDistributionException>(() => { sampler.Sample(logits, row); }).Step);
        }

        var masked = new SamplingRow(SamplingParameters.DeepSeekR1, 20) { AllowedTokens = [0], ForcedToken = 1 };
        var exception = Assert.Throws<EmptyDistributionException>(() => { sampler.Sample(new float[20], masked); });
        Assert.Contains("bitmask", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_row_of_another_length_is_refused(string name) =>
        Assert.Throws<ArgumentException>(() =>
        {
            Samplers.Get(name).Sample(new float[9], new SamplingRow(SamplingParameters.Greedy, 8));
        });
}
