namespace ModelRouter.TestModels;

/// <summary>
/// Seeded random matrices. Hidden element 0 is kept for the ending: every embedding has 1 there, no block adds to it, and only the
/// ending tokens' output rows read it. It stays positive through the last normalization, so their logits move by a large amount
/// in one direction whatever the text is.
/// </summary>
internal sealed class RandomWeights(ModelShape shape, TinyVocabulary vocabulary, int seed, Ending ending) : IWeights
{
    private const float Push = 400;
    private readonly Random _random = new(seed);

    public float[] Embedding()
    {
        var values = Gaussian(shape.Width, shape.Vocabulary, 1);
        SetColumn(values, 1);
        return values;
    }

    public float[] Output()
    {
        var values = Inner(shape.Width, shape.Vocabulary);
        SetColumn(values, 0);
        var push = ending switch { Ending.Always => Push, Ending.Never => -Push, _ => 0 };
        foreach (var end in ending == Ending.Always ? vocabulary.Ends.Take(1) : vocabulary.Ends)
        {
            values[end * shape.Width] = push;
        }

        return values;
    }

    public float[] Inner(int width, int rows) => Gaussian(width, rows, 1 / MathF.Sqrt(width));

    public float[] Residual(int width)
    {
        var values = Inner(width, shape.Width);
        values.AsSpan(0, width).Clear();
        return values;
    }

    private void SetColumn(float[] values, float value)
    {
        for (var i = 0; i < values.Length; i += shape.Width)
        {
            values[i] = value;
        }
    }

    // Box and Muller's transform.
    private float[] Gaussian(int width, int rows, float deviation)
    {
        var values = new float[width * rows];
        for (var i = 0; i < values.Length; i++)
        {
            var radius = MathF.Sqrt(-2 * MathF.Log(1 - _random.NextSingle()));
            values[i] = deviation * radius * MathF.Cos(2 * MathF.PI * _random.NextSingle());
        }

        return values;
    }
}
