using System.Numerics.Tensors;

namespace NanoR1;

/// <summary>The model on its way forward and back over a batch, gradients written by hand. Belongs to one thread; several may share the weights.</summary>
internal sealed class TransformerPass
{
    private readonly TransformerWeights _weights;
    private readonly ModelShape _shape;
    private readonly BlockPass[] _blocks;
    private readonly Scratch _scratch;
    private readonly int _capacity;
    private readonly float[] _stream, _final, _normal, _scales, _logits, _dStream;

    /// <param name="weights">The model.</param>
    /// <param name="capacity">Tokens of a batch at most.</param>
    public TransformerPass(TransformerWeights weights, int capacity)
    {
        (_weights, _shape, _capacity) = (weights, weights.Shape, capacity);
        var rope = new Rope(_shape);
        _blocks = [.. weights.Blocks.Select(block => new BlockPass(block, _shape, rope, capacity))];
        _scratch = new Scratch(_shape, capacity);
        Gradients = new Gradients(weights);
        float[] Rows(int width) => new float[capacity * width];
        (_stream, _final, _normal, _dStream) = (Rows(_shape.Width), Rows(_shape.Width), Rows(_shape.Width), Rows(_shape.Width));
        (_scales, _logits) = (Rows(1), Rows(_shape.Vocabulary));
    }

    /// <summary>What <see cref="Backward"/> adds to.</summary>
    public Gradients Gradients { get; }

    /// <summary>Reads a batch; writes the log-probability of each target, 0 where there is none.</summary>
    /// <exception cref="ArgumentException">The batch is larger than the capacity, or a sequence than the context.</exception>
    public void Forward(Batch batch, Span<float> logProbabilities)
    {
        var tokens = batch.Tokens.Count;
        if (tokens > _capacity || batch.Segments.Any(segment => segment.Length > _shape.Context))
        {
            throw new ArgumentException($"A batch of {tokens} tokens does not fit into {_capacity}, or one of its sequences into {_shape.Context}.");
        }

        for (var t = 0; t < tokens; t++)
        {
            _weights.Embedding.Values.AsSpan(batch.Tokens[t] * _shape.Width, _shape.Width).CopyTo(_stream.AsSpan(t * _shape.Width));
        }

        foreach (var block in _blocks)
        {
            block.Forward(_stream, batch.Segments, tokens);
        }

        _stream.AsSpan(0, tokens * _shape.Width).CopyTo(_final);
        RmsNorm.Forward(_final, _weights.OutputNorm, _normal, _scales, tokens, _shape.NormEpsilon);
        Linear.Forward(_normal, _weights.Embedding, null, _logits, tokens);
        for (var t = 0; t < tokens; t++)
        {
            // From here on the rows hold probabilities, which is what the way back needs.
            var row = _logits.AsSpan(t * _shape.Vocabulary, _shape.Vocabulary);
            Softmax.Apply(row);
            logProbabilities[t] = batch.Targets[t] < 0 ? 0 : MathF.Log(Math.Max(row[batch.Targets[t]], 1e-30f));
        }
    }

    /// <summary>Adds the gradient of <c>-Σ weights[t]·log p(target[t])</c> for the batch that was read last.</summary>
    public void Backward(Batch batch, ReadOnlySpan<float> weights)
    {
        var tokens = batch.Tokens.Count;
        for (var t = 0; t < tokens; t++)
        {
            var row = _logits.AsSpan(t * _shape.Vocabulary, _shape.Vocabulary);
            if (batch.Targets[t] >= 0)
            {
                row[batch.Targets[t]] -= 1;
                TensorPrimitives.Multiply(row, weights[t], row);
            }
            else
            {
                row.Clear();
            }
        }

        _dStream.AsSpan(0, tokens * _shape.Width).Clear();
        Linear.Backward(_normal, _weights.Embedding, null, _logits, _scratch.Row, accumulate: false, Gradients, tokens);
        RmsNorm.Backward(_final, _weights.OutputNorm, _scales, _scratch.Row, _dStream, Gradients, tokens);
        for (var i = _blocks.Length - 1; i >= 0; i--)
        {
            _blocks[i].Backward(_dStream, batch.Segments, tokens, Gradients, _scratch);
        }

        var embedding = Gradients[_weights.Embedding];
        for (var t = 0; t < tokens; t++)
        {
            var row = embedding.AsSpan(batch.Tokens[t] * _shape.Width, _shape.Width);
            TensorPrimitives.Add(row, _dStream.AsSpan(t * _shape.Width, _shape.Width), row);
        }
    }
}
