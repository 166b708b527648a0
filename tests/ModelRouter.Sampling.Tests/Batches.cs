using CsCheck;

namespace ModelRouter.Sampling.Tests;

/// <summary>Batches of rows of one vocabulary that differ in everything else.</summary>
internal static class Batches
{
    public static Gen<RowScenario[]> Gen { get; } =
        from first in RowScenario.Gen
        from others in RowScenario.Gen.Array[0, 6]
        select (RowScenario[])[first, .. others.Select(other => Resized(other, first.Logits.Length))];

    public static void AssertEqual(TokenSampler specification, TokenSampler sampler, RowScenario[] batch) =>
        Assert.Equal(Outcomes(specification, batch), Outcomes(sampler, batch));

    /// <summary>The results, up to the first row from which nothing can be drawn; what is not written stays at token −1.</summary>
    public static SampledToken[] Outcomes(TokenSampler sampler, RowScenario[] batch)
    {
        var rows = Array.ConvertAll(batch, scenario => scenario.NewRow());
        var results = new SampledToken[rows.Length];
        Array.Fill(results, new SampledToken { Token = -1 });
        try
        {
            sampler.Sample([.. batch.SelectMany(scenario => scenario.Logits)], rows, results);
        }
        catch (EmptyDistributionException)
        {
            Assert.Contains(-1, results.Select(result => result.Token));
        }

        return results;
    }

    private static RowScenario Resized(RowScenario scenario, int size)
    {
        var logits = new float[size];
        for (var i = 0; i < size; i++)
        {
            logits[i] = scenario.Logits[i % scenario.Logits.Length];
        }

        var bias = scenario.Parameters.LogitBias.Where(pair => pair.Key < size).ToDictionary();
        return scenario with { Logits = logits, Parameters = scenario.Parameters with { LogitBias = bias } };
    }
}
