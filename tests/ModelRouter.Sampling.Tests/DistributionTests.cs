namespace ModelRouter.Sampling.Tests;

/// <summary>Draws follow the filtered distribution. Seeds are fixed: these tests cannot fail by chance.</summary>
public sealed class DistributionTests
{
    private const int Draws = 20_000;

    [Theory]
    [MemberData(nameof(Samplers.All), MemberType = typeof(Samplers))]
    public void Frequencies_follow_the_softmax_at_the_temperature(string name)
    {
        float[] logits = [0, 1, 2, 3, 2.5f, -1, 0.5f, 1.5f];
        var weights = logits.Select(logit => Math.Exp(logit / 0.7)).ToArray();
        // 0.999 quantile of χ² with 7 degrees of freedom.
        Assert.InRange(ChiSquare(Samplers.Get(name), new() { Temperature = 0.7f, Seed = 11 }, logits, weights), 0.5, 24.3);
    }

    [Theory]
    [MemberData(nameof(Samplers.OfProcessor), MemberType = typeof(Samplers))]
    public void Frequencies_follow_the_renormalized_nucleus(string name)
    {
        float[] logits = [0, 3, 1, 2, -4, 2.5f];
        // Of the softmax 0.025 0.500 0.068 0.184 0.0005 0.303 the nucleus of 0.9 is tokens 1, 5 and 3.
        double[] weights = [0, Math.Exp(3), 0, Math.Exp(2), 0, Math.Exp(2.5)];
        // 0.999 quantile with 2 degrees of freedom.
        Assert.InRange(ChiSquare(Samplers.Get(name), new() { Temperature = 1, TopP = 0.9f, Seed = 5 }, logits, weights), 0.0001, 13.8);
    }

    [Fact]
    public void Seeds_and_steps_give_independent_draws()
    {
        var sampler = new ScalarSampler();
        var counts = new int[4];
        for (ulong seed = 0; seed < 4000; seed++)
        {
            var row = new SamplingRow(new() { Temperature = 1, Seed = seed }, 2);
            var first = sampler.Sample([0, 0], row).Token;
            row.Accept(first);
            counts[(first * 2) + sampler.Sample([0, 0], row).Token]++;
        }

        // 3 degrees of freedom, 0.999 quantile.
        Assert.InRange(counts.Sum(count => Math.Pow(count - 1000, 2) / 1000), 0.001, 16.3);
    }

    [Theory]
    [MemberData(nameof(Samplers.All), MemberType = typeof(Samplers))]
    public void What_is_drawn_once_more_does_not_depend_on_what_was_refused(string name)
    {
        // Tokens 1 and 3 are refused, which the first number has then told of; of the others each must be as likely as ever.
        float[] logits = [0, 1, 0.5f, 1, 0];
        var (sampler, counts) = (Samplers.Get(name), new int[5]);
        var row = new SamplingRow(new() { Temperature = 1, Seed = 3 }, 5);
        var draws = Draws / 2;
        for (var i = 0; i < draws; i++)
        {
            var token = sampler.SampleCopy(logits, row).Token;
            if (token is 1 or 3)
            {
                (row.IsRedraw, row.AllowedTokens) = (true, [0b10101]);
                token = sampler.SampleCopy(logits, row).Token;
                counts[token]++;
            }

            row.Accept(token);
            row.AllowedTokens = null;
            Assert.False(row.IsRedraw);
        }

        var weights = new[] { 1, Math.Exp(0.5), 1 };
        var (drawn, total) = ((double)counts.Sum(), weights.Sum());
        var statistic = Enumerable.Range(0, 3).Sum(i => Math.Pow(counts[i * 2] - (drawn * weights[i] / total), 2) / (drawn * weights[i] / total));
        // 0.999 quantile of χ² with 2 degrees of freedom.
        Assert.InRange(statistic, 0.0001, 13.8);
    }

    [Theory]
    [MemberData(nameof(Samplers.OfProcessor), MemberType = typeof(Samplers))]
    public void A_second_draw_finds_the_penalties_where_the_first_one_left_them(string name)
    {
        float[] logits = [2, 1.5f, 0];
        var row = new SamplingRow(SamplingParameters.Greedy with { PresencePenalty = 1, LogitBias = new Dictionary<int, float> { [2] = 0.75f } }, 3);
        row.Accept(0);
        var first = Samplers.Get(name).Sample(logits, row);
        var left = logits.ToArray();
        row.IsRedraw = true;

        Assert.Equal([1, 1.5f, 0.75f], left);
        Assert.Equal(first, Samplers.Get(name).Sample(logits, row));
        Assert.Equal(left, logits);
    }

    private static double ChiSquare(TokenSampler sampler, SamplingParameters parameters, float[] logits, double[] weights)
    {
        var counts = new int[logits.Length];
        var row = new SamplingRow(parameters, logits.Length);
        for (var i = 0; i < Draws; i++)
        {
            var token = sampler.SampleCopy(logits, row).Token;
            counts[token]++;
            row.Accept(token);
        }

        var total = weights.Sum();
        var statistic = 0.0;
        for (var token = 0; token < counts.Length; token++)
        {
            var expected = weights[token] / total * Draws;
            if (expected == 0)
            {
                Assert.Equal(0, counts[token]);
                continue;
            }

            statistic += Math.Pow(counts[token] - expected, 2) / expected;
        }

        return statistic;
    }
}
