namespace NanoR1;

/// <summary>All parameters of a model. Reading them from several threads is safe while nobody writes.</summary>
internal sealed class TransformerWeights
{
    private readonly List<Parameter> _all = [];

    /// <summary>Makes a model whose parameters are all zero.</summary>
    public TransformerWeights(ModelShape shape)
    {
        Shape = shape;
        Embedding = Add("token_embd.weight", shape.Vocabulary, shape.Width);
        Blocks = [.. Enumerable.Range(0, shape.Layers).Select(MakeBlock)];
        OutputNorm = Add("output_norm.weight", 1, shape.Width);
    }

    public ModelShape Shape { get; }

    /// <summary>One row per token; also what the output is compared with.</summary>
    public Parameter Embedding { get; }

    public IReadOnlyList<BlockWeights> Blocks { get; }

    public Parameter OutputNorm { get; }

    /// <summary>Every parameter, in the order of <see cref="Parameter.Index"/>.</summary>
    public IReadOnlyList<Parameter> All => _all;

    /// <summary>Makes a model to be trained: norms are one, biases zero, matrices normal with a deviation of 0.02, smaller
    /// where they write to the residual stream (A. Radford et al., "Language Models are Unsupervised Multitask Learners", 2019).</summary>
    public static TransformerWeights CreateRandom(ModelShape shape, int seed)
    {
        var weights = new TransformerWeights(shape);
        var random = new Random(seed);
        foreach (var parameter in weights._all)
        {
            var deviation = parameter.Name.EndsWith("norm.weight", StringComparison.Ordinal) || parameter.Rows == 1 ? 0 : 0.02;
            if (parameter.Name.EndsWith("attn_output.weight", StringComparison.Ordinal) || parameter.Name.EndsWith("ffn_down.weight", StringComparison.Ordinal))
            {
                deviation /= Math.Sqrt(2.0 * shape.Layers);
            }

            if (parameter.Name.EndsWith("norm.weight", StringComparison.Ordinal))
            {
                parameter.Values.AsSpan().Fill(1);
            }

            for (var i = 0; deviation > 0 && i < parameter.Values.Length; i++)
            {
                parameter.Values[i] = (float)(deviation * Normal(random));
            }
        }

        return weights;
    }

    /// <summary>A copy that learns apart from this one.</summary>
    public TransformerWeights Clone()
    {
        var copy = new TransformerWeights(Shape);
        copy.CopyFrom(this);
        return copy;
    }

    public void CopyFrom(TransformerWeights other)
    {
        foreach (var parameter in _all)
        {
            other.All[parameter.Index].Values.CopyTo(parameter.Values, 0);
        }
    }

    /// <summary>A normally distributed number (Box and Muller's method).</summary>
    internal static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private BlockWeights MakeBlock(int layer)
    {
        var (width, inner) = (Shape.Width, Shape.FeedForward);
        Parameter Of(string name, int rows, int columns) => Add($"blk.{layer}.{name}", rows, columns);
        return new BlockWeights(
            Of("attn_norm.weight", 1, width),
            Of("attn_q.weight", width, width),
            Of("attn_q.bias", 1, width),
            Of("attn_k.weight", width, width),
            Of("attn_k.bias", 1, width),
            Of("attn_v.weight", width, width),
            Of("attn_v.bias", 1, width),
            Of("attn_output.weight", width, width),
            Of("ffn_norm.weight", 1, width),
            Of("ffn_gate.weight", inner, width),
            Of("ffn_up.weight", inner, width),
            Of("ffn_down.weight", width, inner));
    }

    private Parameter Add(string name, int rows, int columns)
    {
        var parameter = new Parameter(name, _all.Count, rows, columns);
        _all.Add(parameter);
        return parameter;
    }
}
