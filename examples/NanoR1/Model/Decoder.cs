using System.Numerics.Tensors;

namespace NanoR1;

/// <summary>Writes completions for many prompts side by side, one token of each per step. Belongs to one thread.</summary>
/// <remarks>For training's own use: rollouts and a look at progress. What ships is measured through the product's engine.</remarks>
internal sealed class Decoder
{
    private readonly TransformerWeights _weights;
    private readonly ModelShape _shape;
    private readonly Rope _rope;

    public Decoder(TransformerWeights weights)
    {
        (_weights, _shape) = (weights, weights.Shape);
        _rope = new Rope(_shape);
    }

    /// <summary>Continues each prompt until the model ends it, or <paramref name="limit"/> tokens or the context are used up.</summary>
    /// <param name="prompts">Tokens of each prompt; at least one each.</param>
    /// <param name="limit">Tokens to write at most.</param>
    /// <param name="temperature">0 takes the likeliest token.</param>
    /// <param name="random">Draws where the temperature is above 0.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What was written, the end token included where the model wrote one.</returns>
    public IReadOnlyList<int[]> Generate(
        IReadOnlyList<int[]> prompts, int limit, float temperature, Random random, CancellationToken cancellationToken = default)
    {
        var sequences = prompts.Select(prompt => new DecodedSequence(prompt, _shape, Math.Min(_shape.Context, prompt.Length + limit))).ToArray();
        var active = sequences.ToList();
        var rows = new DecoderRows(_shape, active.Count);
        while (active.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Step(active, rows);
            for (var i = 0; i < active.Count; i++)
            {
                var sequence = active[i];
                if (++sequence.Read == sequence.Tokens.Count)
                {
                    var token = Draw(rows.Logits.AsSpan(i * _shape.Vocabulary, _shape.Vocabulary), temperature, random);
                    sequence.Tokens.Add(token);
                    sequence.Ended = token == ByteTokenizer.EndOfSentence || sequence.Tokens.Count >= sequence.Limit;
                }
            }

            active.RemoveAll(sequence => sequence.Ended);
        }

        return [.. sequences.Select((sequence, i) => sequence.Tokens.Skip(prompts[i].Length).ToArray())];
    }

    private void Step(List<DecodedSequence> active, DecoderRows rows)
    {
        var (count, width) = (active.Count, _shape.Width);
        for (var i = 0; i < count; i++)
        {
            _weights.Embedding.Values.AsSpan(active[i].Tokens[active[i].Read] * width, width).CopyTo(rows.Stream.AsSpan(i * width));
        }

        for (var layer = 0; layer < _shape.Layers; layer++)
        {
            var block = _weights.Blocks[layer];
            RmsNorm.Forward(rows.Stream, block.AttentionNorm, rows.Normal, rows.Scales, count, _shape.NormEpsilon);
            Linear.Forward(rows.Normal, block.Query, block.QueryBias, rows.Queries, count);
            Linear.Forward(rows.Normal, block.Key, block.KeyBias, rows.Keys, count);
            Linear.Forward(rows.Normal, block.Value, block.ValueBias, rows.Values, count);
            for (var i = 0; i < count; i++)
            {
                Attend(active[i], layer, rows, i * width);
            }

            Gemm.Multiply(new View(rows.Gathered, count, width), block.AttentionOutput.View.Transposed, new View(rows.Stream, count, width), accumulate: true);
            RmsNorm.Forward(rows.Stream, block.FeedForwardNorm, rows.Normal, rows.Scales, count, _shape.NormEpsilon);
            Linear.Forward(rows.Normal, block.Gate, null, rows.Gate, count);
            Linear.Forward(rows.Normal, block.Up, null, rows.Up, count);
            var inner = count * _shape.FeedForward;
            SwiGlu.Forward(rows.Gate.AsSpan(0, inner), rows.Up.AsSpan(0, inner), rows.Inner.AsSpan(0, inner));
            Gemm.Multiply(new View(rows.Inner, count, _shape.FeedForward), block.Down.View.Transposed, new View(rows.Stream, count, width), accumulate: true);
        }

        RmsNorm.Forward(rows.Stream, _weights.OutputNorm, rows.Normal, rows.Scales, count, _shape.NormEpsilon);
        Linear.Forward(rows.Normal, _weights.Embedding, null, rows.Logits, count);
    }

    private void Attend(DecodedSequence sequence, int layer, DecoderRows rows, int at)
    {
        var (width, head, position) = (_shape.Width, _shape.HeadWidth, sequence.Read);
        var query = rows.Queries.AsSpan(at, width);
        _rope.Rotate(query, position, back: false);
        _rope.Rotate(rows.Keys.AsSpan(at, width), position, back: false);
        var (keys, values) = (sequence.Keys[layer], sequence.Values[layer]);
        rows.Keys.AsSpan(at, width).CopyTo(keys.AsSpan(position * width));
        rows.Values.AsSpan(at, width).CopyTo(values.AsSpan(position * width));

        var weights = rows.Weights.AsSpan(0, position + 1);
        var scale = 1 / MathF.Sqrt(head);
        for (var start = 0; start < width; start += head)
        {
            for (var j = 0; j <= position; j++)
            {
                weights[j] = scale * TensorPrimitives.Dot(query.Slice(start, head), keys.AsSpan((j * width) + start, head));
            }

            Softmax.Apply(weights);
            var result = rows.Gathered.AsSpan(at + start, head);
            result.Clear();
            for (var j = 0; j <= position; j++)
            {
                TensorPrimitives.MultiplyAdd(values.AsSpan((j * width) + start, head), weights[j], result, result);
            }
        }
    }

    private static int Draw(Span<float> logits, float temperature, Random random)
    {
        if (temperature <= 0)
        {
            return TensorPrimitives.IndexOfMax<float>(logits);
        }

        TensorPrimitives.Multiply(logits, 1 / temperature, logits);
        Softmax.Apply(logits);
        var left = random.NextDouble();
        for (var token = 0; token < logits.Length; token++)
        {
            left -= logits[token];
            if (left < 0)
            {
                return token;
            }
        }

        return TensorPrimitives.IndexOfMax<float>(logits);
    }
}
