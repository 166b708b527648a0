namespace ModelRouter.Cli;

/// <summary>Rows shaped like a language model's, and worse.</summary>
/// <remarks>Peaked: one token has it. Zipf: a language model's usual row. Hot: a nucleus of tens of thousands. Flat: noise.</remarks>
internal static class BenchmarkLogits
{
    internal static readonly string[] Shapes = ["peaked", "zipf", "hot", "flat"];

    internal static float[] Create(string distribution, int vocabulary)
    {
        var random = new Random(42);
        var logits = new float[vocabulary];
        for (var i = 0; i < vocabulary; i++)
        {
            logits[i] = (float)(distribution switch
            {
                "peaked" => Normal(random) * 2,
                "zipf" => 18 - (1.1 * Math.Log(i + 1)) + (Normal(random) * 0.3),
                "hot" => Normal(random) * 0.5,
                "flat" => Normal(random) * 0.05,
                _ => throw new ArgumentOutOfRangeException(nameof(distribution), distribution, "No such distribution."),
            });
        }

        random.Shuffle(logits);
        if (distribution is "peaked")
        {
            logits[vocabulary / 3] = 25;
        }

        return logits;
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
