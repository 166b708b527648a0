namespace ModelRouter.TestModels;

/// <summary>
/// Weights by which the last token alone decides the next. Token t's embedding is sqrt(width) in element t, whose root mean square is 1,
/// so the last normalization leaves it alone; blocks compute attention like any other but add nothing; the output matrix is the table of
/// transitions divided by sqrt(width). The logits come out as written, up to rounding.
/// </summary>
internal sealed class MarkovWeights(ModelShape shape, TinyVocabulary vocabulary, MarkovChain chain, int seed) : IWeights
{
    private readonly Random _random = new(seed);
    private readonly float _norm = MathF.Sqrt(shape.Width);

    public float[] Embedding()
    {
        var values = new float[shape.Width * shape.Vocabulary];
        for (var token = 0; token < shape.Vocabulary; token++)
        {
            values[(token * shape.Width) + token] = _norm;
        }

        return values;
    }

    public float[] Output()
    {
        var values = new float[shape.Width * shape.Vocabulary];
        var fallback = Enumerable.Range(0, shape.Vocabulary).ToHashSet();
        foreach (var (from, to, logit) in chain.Transitions)
        {
            fallback.Remove(vocabulary.Id(from));
            values[(vocabulary.Id(to) * shape.Width) + vocabulary.Id(from)] = logit / _norm;
        }

        foreach (var from in fallback)
        {
            values[(vocabulary.Id(chain.Fallback) * shape.Width) + from] = MarkovChain.Certain / _norm;
        }

        return values;
    }

    public float[] Inner(int width, int rows)
    {
        var values = new float[width * rows];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (_random.NextSingle() - 0.5f) / _norm;
        }

        return values;
    }

    public float[] Residual(int width) => new float[width * shape.Width];
}
