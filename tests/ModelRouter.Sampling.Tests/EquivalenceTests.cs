using CsCheck;

namespace ModelRouter.Sampling.Tests;

/// <summary>Every implementation gives what the specification gives, to the last bit.</summary>
public sealed class EquivalenceTests
{
    private readonly ScalarSampler _specification = new();

    [Theory]
    [MemberData(nameof(Samplers.Vectorized), MemberType = typeof(Samplers))]
    public void Any_row_with_any_parameters_gives_the_specifications_result(string name)
    {
        var sampler = Samplers.Get(name);
        RowScenario.Gen.Sample(
            scenario => Assert.Equal(Outcome(_specification, scenario), Outcome(sampler, scenario)),
            iter: 3000,
            threads: 1,
            print: scenario => $"{scenario.Logits.Length} logits, {scenario.Parameters}, state {scenario.StateSeed}");
    }

    [Theory]
    [MemberData(nameof(Samplers.Vectorized), MemberType = typeof(Samplers))]
    public void A_whole_language_models_vocabulary_gives_the_specifications_result(string name)
    {
        var sampler = Samplers.Get(name);
        foreach (var shape in Logits.Shapes)
        {
            var logits = Logits.Create(shape, 151_936, 7);
            foreach (var parameters in new[]
                     {
                         SamplingParameters.DeepSeekR1,
                         new SamplingParameters { TopK = 40, TopP = 0.95f, MinP = 0.05f },
                         new SamplingParameters { Temperature = 1.5f, TopK = 50_000, Seed = 9 },
                     })
            {
                var row = new SamplingRow(parameters, logits.Length);
                Assert.Equal(_specification.SampleCopy(logits, row), sampler.SampleCopy(logits, row));
            }
        }
    }

    private static (SampledToken?, string?) Outcome(TokenSampler sampler, RowScenario scenario)
    {
        try
        {
            return (sampler.SampleCopy(scenario.Logits, scenario.NewRow()), null);
        }
        catch (EmptyDistributionException e)
        {
            return (null, e.Message);
        }
    }
}
