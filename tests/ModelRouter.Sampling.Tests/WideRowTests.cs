using CsCheck;

namespace ModelRouter.Sampling.Tests;

/// <summary>Rows so flat that most of their tokens may be kept take a way of their own to the same result.</summary>
public sealed class WideRowTests
{
    private readonly ScalarSampler _specification = new();

    [Theory]
    [MemberData(nameof(Samplers.Vectorized), MemberType = typeof(Samplers))]
    public void A_wide_row_gives_the_specifications_result(string name)
    {
        var sampler = Samplers.Get(name);
        var (wide, rows) = (0, 0);
        Scenario().Sample(
            scenario =>
            {
                var row = new SamplingRow(scenario.Parameters, scenario.Logits.Length);
                wide += IsWide(name, scenario.Logits, row) ? 1 : 0;
                rows++;
                Assert.Equal(_specification.SampleCopy(scenario.Logits, row), sampler.SampleCopy(scenario.Logits, row));
            },
            iter: 300,
            threads: 1,
            print: scenario => $"{scenario.Logits.Length} logits, {scenario.Parameters}");
        Assert.True(wide > rows / 2, $"Only {wide} of {rows} rows were taken for wide.");
    }

    [Theory]
    [MemberData(nameof(Samplers.Vectorized), MemberType = typeof(Samplers))]
    public void A_whole_vocabulary_is_wide_for_the_sampler_of_a_flat_row(string name)
    {
        var sampler = Samplers.Get(name);
        var logits = Row(151_936, spread: 0.7, seed: 3);
        foreach (var seed in Enumerable.Range(0, 20))
        {
            var row = new SamplingRow(SamplingParameters.DeepSeekR1 with { Seed = (ulong)seed }, logits.Length);
            Assert.True(IsWide(name, logits, row));
            Assert.Equal(_specification.SampleCopy(logits, row), sampler.SampleCopy(logits, row));
        }
    }

    [Theory]
    [MemberData(nameof(Samplers.Vectorized), MemberType = typeof(Samplers))]
    public void A_part_that_misleads_changes_nothing(string name)
    {
        // What is looked at is flat and high, all else low: nearly all of the mass lies where the guess doesn't expect it.
        var sampler = Samplers.Get(name);
        var logits = Row(40_000, spread: 0.2, seed: 5);
        for (var i = 0; i < logits.Length; i++)
        {
            logits[i] += i % (WideSample.Run * WideSample.Step) < WideSample.Run ? 1 : -1;
        }

        var row = new SamplingRow(SamplingParameters.DeepSeekR1, logits.Length);
        Assert.False(IsWide(name, logits, row));
        Assert.Equal(_specification.SampleCopy(logits, row), sampler.SampleCopy(logits, row));
    }

    private static Gen<(float[] Logits, SamplingParameters Parameters)> Scenario() =>
        from size in Gen.OneOf([2_048, 4_103, 9_999, 20_015])
        from spread in Gen.Double[0.1, 1.2]
        from ties in Gen.Bool
        from seed in Gen.Int
        from temperature in Gen.Float[0.4f, 1.6f]
        from topP in Gen.Float[0.3f, 0.995f]
        select (
            Row(size, spread, seed, ties),
            new SamplingParameters { Temperature = temperature, TopP = topP, Seed = (ulong)seed });

    private static float[] Row(int size, double spread, int seed, bool ties = false)
    {
        var random = new Random(seed);
        var row = new float[size];
        for (var i = 0; i < size; i++)
        {
            var logit = spread * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            row[i] = random.Next(200) switch
            {
                0 => float.NaN,
                1 => float.NegativeInfinity,
                _ => (float)(ties ? Math.Round(logit, 1) : logit),
            };
        }

        return row;
    }

    private static bool IsWide(string name, float[] logits, SamplingRow row) => name switch
    {
        "vector128" => IsWide<Vector128Kernel>(logits, row),
        "avx2" => IsWide<Avx2Kernel>(logits, row),
        _ => IsWide<Avx512Kernel>(logits, row),
    };

    private static bool IsWide<TKernel>(float[] logits, SamplingRow row)
        where TKernel : IRowKernel
    {
        var (max, runnerUp) = TKernel.Extremes(logits);
        var (mass, timesDistance) = TKernel.Sum(logits, max + 0f);
        return WideRow<TKernel>.Draw(logits, new(max + 0f, runnerUp, mass, timesDistance), row, SamplerScratch.For(logits.Length)) is not null;
    }
}
