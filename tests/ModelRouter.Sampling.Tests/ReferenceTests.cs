using CsCheck;

namespace ModelRouter.Sampling.Tests;

/// <summary>Against a naive softmax in double precision.</summary>
public sealed class ReferenceTests
{
    private const double Tolerance = 2e-6;

    [Theory]
    [MemberData(nameof(Samplers.All), MemberType = typeof(Samplers))]
    public void Confidence_figures_are_those_of_a_double_precision_softmax(string name)
    {
        var sampler = Samplers.Get(name);
        SmoothRow.Sample(
            logits =>
            {
                var sampled = sampler.SampleOnce(new() { Temperature = 0.6f, TopP = 0.95f, Seed = 3 }, logits);
                var p = Softmax(logits, 1);
                Assert.Equal(Math.Log(p[sampled.Token]), sampled.LogProbability, 1e-5);
                Assert.Equal(-p.Sum(x => x == 0 ? 0 : x * Math.Log(x)), sampled.Entropy, 1e-5);
                var top = logits.OrderDescending().Take(2).ToArray();
                Assert.Equal(top[0] - top[1], sampled.Margin);
            },
            iter: 200,
            threads: 1);
    }

    [Theory]
    [MemberData(nameof(Samplers.All), MemberType = typeof(Samplers))]
    public void Kept_tokens_are_the_joint_prefix_of_top_k_and_top_p(string name)
    {
        var sampler = Samplers.Get(name);
        Gen.Select(SmoothRow, Gen.Float[0.3f, 2], Gen.Int[1, 200], Gen.Float[0.01f, 0.99f], Gen.Float[0, 0.3f]).Sample(
            (logits, temperature, topK, topP, minP) =>
            {
                var parameters = new SamplingParameters { Temperature = temperature, TopK = topK, TopP = topP, MinP = minP };
                var kept = sampler.SampleOnce(parameters, logits).Kept;
                var p = Softmax(logits, temperature).OrderDescending().ToArray();
                // Rounding may move a token over an edge; the loosest and the tightest reading bracket the result.
                Assert.InRange(kept, Prefix(p, topK, topP, minP, -Tolerance), Prefix(p, topK, topP, minP, Tolerance));
            },
            iter: 300,
            threads: 1);
    }

    private static Gen<float[]> SmoothRow { get; } =
        from size in Gen.Int[2, 3000]
        from shape in CsCheck.Gen.OneOf("peaked", "zipf", "normal", "flat")
        from seed in Gen.Int
        select Logits.Create(shape, size, seed);

    private static int Prefix(double[] descending, int topK, double topP, double minP, double slack)
    {
        var passing = descending.TakeWhile(p => p >= (minP - slack) * descending[0]).ToArray();
        var total = passing.Sum();
        var (sum, kept) = (0.0, 0);
        while (kept < passing.Length && kept < topK && (kept == 0 || sum < (topP + slack) * total))
        {
            sum += passing[kept++];
        }

        return kept;
    }

    private static double[] Softmax(float[] logits, double temperature)
    {
        var max = logits.Max();
        var weights = logits.Select(logit => Math.Exp(((double)logit - max) / temperature)).ToArray();
        var total = weights.Sum();
        return [.. weights.Select(weight => weight / total)];
    }
}
