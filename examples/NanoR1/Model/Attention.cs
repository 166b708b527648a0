using System.Numerics.Tensors;

namespace NanoR1;

/// <summary>Causal attention within each sequence of a batch. Keeps its weights for the way back; belongs to one thread.</summary>
internal sealed class Attention(ModelShape shape)
{
    private float[] _weights = [];
    private float[] _scratch = [];

    /// <summary>Writes what each token gathers from those before it. All arrays are tokens × width; queries and keys are rotated.</summary>
    public void Forward(float[] queries, float[] keys, float[] values, float[] result, IReadOnlyList<Segment> segments)
    {
        var size = segments.Sum(segment => segment.Length * segment.Length) * shape.Heads;
        if (_weights.Length < size)
        {
            _weights = new float[size];
        }

        var scale = 1 / MathF.Sqrt(shape.HeadWidth);
        var at = 0;
        foreach (var (segment, head) in Heads(segments))
        {
            var length = segment.Length;
            var weights = new View(_weights, at, length, length, length, 1);
            at += length * length;
            Gemm.MultiplyLower(Head(queries, segment, head), Head(keys, segment, head).Transposed, weights);
            for (var i = 0; i < length; i++)
            {
                var row = _weights.AsSpan(weights.Start + (i * length), length);
                var seen = row[..(i + 1)];
                TensorPrimitives.Multiply(seen, scale, seen);
                Softmax.Apply(seen);
                row[(i + 1)..].Clear();
            }

            Gemm.Multiply(weights, Head(values, segment, head), Head(result, segment, head), accumulate: false);
        }
    }

    /// <summary>Writes the gradients of queries, keys and values from that of the result.</summary>
    public void Backward(
        float[] queries, float[] keys, float[] values, float[] dResult, float[] dQueries, float[] dKeys, float[] dValues, IReadOnlyList<Segment> segments)
    {
        var longest = segments.Max(segment => segment.Length);
        if (_scratch.Length < longest * longest)
        {
            _scratch = new float[longest * longest];
        }

        var scale = 1 / MathF.Sqrt(shape.HeadWidth);
        var at = 0;
        foreach (var (segment, head) in Heads(segments))
        {
            var length = segment.Length;
            var weights = new View(_weights, at, length, length, length, 1);
            at += length * length;
            var upstream = Head(dResult, segment, head);
            Gemm.Multiply(weights.Transposed, upstream, Head(dValues, segment, head), accumulate: false);

            var dWeights = new View(_scratch, length, length);
            Gemm.MultiplyLower(upstream, Head(values, segment, head).Transposed, dWeights);
            for (var i = 0; i < length; i++)
            {
                // The softmax's derivative: dz = p·(dp - Σ dp·p).
                var row = _scratch.AsSpan(i * length, length);
                var p = _weights.AsSpan(weights.Start + (i * length), i + 1);
                var dp = row[..(i + 1)];
                TensorPrimitives.Subtract(dp, TensorPrimitives.Dot<float>(dp, p), dp);
                TensorPrimitives.Multiply(dp, p, dp);
                TensorPrimitives.Multiply(dp, scale, dp);
                row[(i + 1)..].Clear();
            }

            Gemm.Multiply(dWeights, Head(keys, segment, head), Head(dQueries, segment, head), accumulate: false);
            Gemm.Multiply(dWeights.Transposed, Head(queries, segment, head), Head(dKeys, segment, head), accumulate: false);
        }
    }

    private IEnumerable<(Segment Segment, int Head)> Heads(IReadOnlyList<Segment> segments)
    {
        foreach (var segment in segments)
        {
            for (var head = 0; head < shape.Heads; head++)
            {
                yield return (segment, head);
            }
        }
    }

    private View Head(float[] values, Segment segment, int head) =>
        new(values, (segment.Start * shape.Width) + (head * shape.HeadWidth), segment.Length, shape.HeadWidth, shape.Width, 1);
}
