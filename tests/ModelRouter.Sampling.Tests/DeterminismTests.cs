using CsCheck;

namespace ModelRouter.Sampling.Tests;

/// <summary>A draw depends on the logit bits, the parameters, the seed and the step, and on nothing else.</summary>
public sealed class DeterminismTests
{
    private const int Vocabulary = 777;

    [Theory]
    [MemberData(nameof(Samplers.All), MemberType = typeof(Samplers))]
    public void Sums_do_not_depend_on_the_order_of_the_row(string name)
    {
        var sampler = Samplers.Get(name);
        Logits.Gen.Where(Logits.HasAny).Sample(
            logits =>
            {
                var shuffled = (float[])logits.Clone();
                new Random(logits.Length).Shuffle(shuffled);
                var a = sampler.SampleOnce(SamplingParameters.Greedy, logits);
                var b = sampler.SampleOnce(SamplingParameters.Greedy, shuffled);
                Assert.Equal(a with { Token = 0 }, b with { Token = 0 });
                Assert.Equal(
                    sampler.SampleOnce(new() { TopP = 0.9f }, logits).Kept, sampler.SampleOnce(new() { TopP = 0.9f }, shuffled).Kept);
            },
            iter: 300,
            threads: 1);
    }

    [Theory]
    [MemberData(nameof(Samplers.All), MemberType = typeof(Samplers))]
    public void A_batch_gives_each_row_what_it_gets_alone(string name)
    {
        var sampler = Samplers.Get(name);
        var rows = Enumerable.Range(0, 6).Select(NewRow).ToArray();
        var logits = Enumerable.Range(0, 6).SelectMany(i => Logits.Create(Logits.Shapes[i], Vocabulary, i)).ToArray();
        var results = new SampledToken[6];
        sampler.Sample([.. logits], rows, results);
        Assert.Equal(
            Enumerable.Range(0, 6).Reverse().Select(i => sampler.SampleCopy(logits[(i * Vocabulary)..((i + 1) * Vocabulary)], NewRow(i))),
            results.Reverse());
    }

    [Theory]
    [MemberData(nameof(Samplers.All), MemberType = typeof(Samplers))]
    public void Known_draws_do_not_drift(string name)
    {
        // Golden, from an independent computation in double precision: a change is a change of every recorded sequence.
        var sampler = Samplers.Get(name);
        var logits = Enumerable.Range(0, 1000).Select(i => (i * 7919 % 1000) / 64f).ToArray();
        var row = new SamplingRow(new() { Temperature = 0.6f, TopP = 0.95f, Seed = 20250120 }, 1000);
        var drawn = new List<int>();
        for (var step = 0; step < 6; step++)
        {
            drawn.Add(sampler.SampleCopy(logits, row).Token);
            row.Accept(drawn[^1]);
        }

        Assert.Equal([433, 346, 482, 161, 235, 99], drawn);
        Assert.Equal(116, sampler.SampleCopy(logits, row).Kept);
    }

    [Fact]
    public void Rows_of_different_threads_do_not_meet()
    {
        var logits = Logits.Create("normal", 20_000, 1);
        var expected = Enumerable.Range(0, 64).Select(i => TokenSampler.Best.SampleCopy(logits, Row(i))).ToArray();
        Assert.True(expected.Distinct().Count() > 10);
        Assert.Equal(expected, Enumerable.Range(0, 64).AsParallel().AsOrdered().Select(i => TokenSampler.Best.SampleCopy(logits, Row(i))));

        static SamplingRow Row(int i) => new(new() { Temperature = 1, TopP = 0.9f, Seed = (ulong)i }, 20_000);
    }

    [Fact]
    public void A_batch_whose_lengths_do_not_fit_is_refused()
    {
        SamplingRow[] rows = [NewRow(0), NewRow(1)];
        Assert.Throws<ArgumentException>(
            "results", () => TokenSampler.Best.Sample(new float[Vocabulary * 2], rows, new SampledToken[1]));
        Assert.Throws<ArgumentException>(
            "logits", () => TokenSampler.Best.Sample(new float[(Vocabulary * 2) - 1], rows, new SampledToken[2]));
        TokenSampler.Best.Sample([], [], []);
    }

    private static SamplingRow NewRow(int i)
    {
        var row = new SamplingRow(
            new() { Temperature = i * 0.5f, TopK = i * 11, TopP = 0.9f, Seed = (ulong)(i * 31), PresencePenalty = i % 2 }, Vocabulary);
        for (var step = 0; step < i; step++)
        {
            row.Accept(step * 7);
        }

        return row;
    }
}
