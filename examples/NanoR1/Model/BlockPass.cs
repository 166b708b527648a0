namespace NanoR1;

/// <summary>One layer on its way forward and back, with what the way back needs to remember. Belongs to one thread.</summary>
internal sealed class BlockPass
{
    private readonly BlockWeights _weights;
    private readonly ModelShape _shape;
    private readonly Rope _rope;
    private readonly Attention _attention;
    private readonly float[] _input, _attentionNormal, _attentionScales, _queries, _keys, _values, _gathered;
    private readonly float[] _middle, _feedForwardNormal, _feedForwardScales, _gate, _up, _inner;

    public BlockPass(BlockWeights weights, ModelShape shape, Rope rope, int capacity)
    {
        (_weights, _shape, _rope) = (weights, shape, rope);
        _attention = new Attention(shape);
        float[] Rows(int width) => new float[capacity * width];
        (_input, _attentionNormal, _queries, _keys, _values, _gathered) =
            (Rows(shape.Width), Rows(shape.Width), Rows(shape.Width), Rows(shape.Width), Rows(shape.Width), Rows(shape.Width));
        (_middle, _feedForwardNormal, _gate, _up, _inner) =
            (Rows(shape.Width), Rows(shape.Width), Rows(shape.FeedForward), Rows(shape.FeedForward), Rows(shape.FeedForward));
        (_attentionScales, _feedForwardScales) = (Rows(1), Rows(1));
    }

    /// <summary>Adds what the layer finds out to the residual stream <paramref name="x"/>, tokens × width.</summary>
    public void Forward(float[] x, IReadOnlyList<Segment> segments, int tokens)
    {
        var size = tokens * _shape.Width;
        x.AsSpan(0, size).CopyTo(_input);
        RmsNorm.Forward(_input, _weights.AttentionNorm, _attentionNormal, _attentionScales, tokens, _shape.NormEpsilon);
        Linear.Forward(_attentionNormal, _weights.Query, _weights.QueryBias, _queries, tokens);
        Linear.Forward(_attentionNormal, _weights.Key, _weights.KeyBias, _keys, tokens);
        Linear.Forward(_attentionNormal, _weights.Value, _weights.ValueBias, _values, tokens);
        Rotate(_queries, segments, back: false);
        Rotate(_keys, segments, back: false);
        _attention.Forward(_queries, _keys, _values, _gathered, segments);
        Gemm.Multiply(new View(_gathered, tokens, _shape.Width), _weights.AttentionOutput.View.Transposed, new View(x, tokens, _shape.Width), accumulate: true);

        x.AsSpan(0, size).CopyTo(_middle);
        RmsNorm.Forward(_middle, _weights.FeedForwardNorm, _feedForwardNormal, _feedForwardScales, tokens, _shape.NormEpsilon);
        Linear.Forward(_feedForwardNormal, _weights.Gate, null, _gate, tokens);
        Linear.Forward(_feedForwardNormal, _weights.Up, null, _up, tokens);
        SwiGlu.Forward(Inner(_gate, tokens), Inner(_up, tokens), Inner(_inner, tokens));
        Gemm.Multiply(new View(_inner, tokens, _shape.FeedForward), _weights.Down.View.Transposed, new View(x, tokens, _shape.Width), accumulate: true);
    }

    /// <summary>Turns the gradient of the layer's output, <paramref name="dx"/>, into that of its input.</summary>
    public void Backward(float[] dx, IReadOnlyList<Segment> segments, int tokens, Gradients gradients, Scratch scratch)
    {
        Linear.Backward(_inner, _weights.Down, null, dx, scratch.Inner, accumulate: false, gradients, tokens);
        SwiGlu.Backward(Inner(_gate, tokens), Inner(_up, tokens), Inner(scratch.Inner, tokens));
        Linear.Backward(_feedForwardNormal, _weights.Gate, null, _gate, scratch.Row, accumulate: false, gradients, tokens);
        Linear.Backward(_feedForwardNormal, _weights.Up, null, _up, scratch.Row, accumulate: true, gradients, tokens);
        RmsNorm.Backward(_middle, _weights.FeedForwardNorm, _feedForwardScales, scratch.Row, dx, gradients, tokens);

        Linear.Backward(_gathered, _weights.AttentionOutput, null, dx, scratch.Row, accumulate: false, gradients, tokens);
        _attention.Backward(_queries, _keys, _values, scratch.Row, scratch.Queries, scratch.Keys, scratch.Values, segments);
        Rotate(scratch.Queries, segments, back: true);
        Rotate(scratch.Keys, segments, back: true);
        Linear.Backward(_attentionNormal, _weights.Query, _weights.QueryBias, scratch.Queries, scratch.Row, accumulate: false, gradients, tokens);
        Linear.Backward(_attentionNormal, _weights.Key, _weights.KeyBias, scratch.Keys, scratch.Row, accumulate: true, gradients, tokens);
        Linear.Backward(_attentionNormal, _weights.Value, _weights.ValueBias, scratch.Values, scratch.Row, accumulate: true, gradients, tokens);
        RmsNorm.Backward(_input, _weights.AttentionNorm, _attentionScales, scratch.Row, dx, gradients, tokens);
    }

    private Span<float> Inner(float[] values, int tokens) => values.AsSpan(0, tokens * _shape.FeedForward);

    private void Rotate(float[] rows, IReadOnlyList<Segment> segments, bool back)
    {
        foreach (var segment in segments)
        {
            for (var i = 0; i < segment.Length; i++)
            {
                _rope.Rotate(rows.AsSpan((segment.Start + i) * _shape.Width, _shape.Width), i, back);
            }
        }
    }
}
