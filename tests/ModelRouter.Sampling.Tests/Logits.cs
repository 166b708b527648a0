using CsCheck;

namespace ModelRouter.Sampling.Tests;

/// <summary>Rows of logits with the shapes that break samplers.</summary>
internal static class Logits
{
    public static readonly string[] Shapes = ["peaked", "zipf", "normal", "flat", "ties", "infinities", "nan", "huge", "near", "zeros"];

    private static readonly int[] Sizes = [1, 2, 7, 8, 9, 15, 16, 17, 31, 33, 63, 64, 65, 100, 512, 1023, 4096, 4103];

    public static Gen<float[]> Gen { get; } =
        from size in CsCheck.Gen.OneOf(Sizes)
        from shape in CsCheck.Gen.OneOf(Shapes)
        from seed in CsCheck.Gen.Int
        select Create(shape, size, seed);

    public static float[] Create(string shape, int size, int seed)
    {
        var random = new Random(seed);
        var logits = new float[size];
        for (var i = 0; i < size; i++)
        {
            logits[i] = shape switch
            {
                "peaked" => (float)(Normal(random) * 2) + (i == size / 3 ? 25 : 0),
                "zipf" => (float)(10 - (1.2 * Math.Log(1 + random.Next(size)))),
                "normal" => (float)(Normal(random) * 3),
                "flat" => (float)(Normal(random) * 0.3),
                "ties" => random.Next(5) * 0.5f,
                "infinities" => random.Next(4) switch
                {
                    0 => float.NegativeInfinity,
                    1 => random.Next(50) == 0 ? float.PositiveInfinity : 1,
                    _ => (float)Normal(random),
                },
                "nan" => random.Next(3) == 0 ? float.NaN : (float)Normal(random) * 4,
                "huge" => (float)(Normal(random) * 1e38),
                "near" => 1 + (random.Next(64) * 1e-7f),
                "zeros" => random.Next(3) switch { 0 => 0f, 1 => -0f, _ => -1e-40f },
                _ => throw new ArgumentOutOfRangeException(nameof(shape), shape, "No such shape."),
            };
        }

        return logits;
    }

    /// <summary>Whether anything can be drawn from the row.</summary>
    public static bool HasAny(float[] logits) => Array.Exists(logits, logit => logit > float.NegativeInfinity);

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
