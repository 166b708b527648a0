using System.Numerics.Tensors;

namespace NanoR1;

/// <summary><c>y = x / sqrt(mean(x²) + ε) · w</c> (B. Zhang, R. Sennrich, "Root Mean Square Layer Normalization", 2019).</summary>
internal static class RmsNorm
{
    /// <param name="x">tokens × width.</param>
    /// <param name="weight">width.</param>
    /// <param name="y">tokens × width.</param>
    /// <param name="scales">Receives 1/sqrt(mean(x²) + ε) per token, for the way back.</param>
    /// <param name="tokens">Rows in use.</param>
    /// <param name="epsilon">ε.</param>
    public static void Forward(float[] x, Parameter weight, float[] y, float[] scales, int tokens, float epsilon)
    {
        var width = weight.Columns;
        for (var t = 0; t < tokens; t++)
        {
            var row = x.AsSpan(t * width, width);
            var target = y.AsSpan(t * width, width);
            scales[t] = 1 / MathF.Sqrt((TensorPrimitives.SumOfSquares<float>(row) / width) + epsilon);
            TensorPrimitives.Multiply(row, scales[t], target);
            TensorPrimitives.Multiply(target, weight.Values, target);
        }
    }

    /// <summary>Adds to the gradients of <paramref name="weight"/> and <paramref name="x"/>; <paramref name="dy"/> is overwritten.</summary>
    public static void Backward(float[] x, Parameter weight, float[] scales, float[] dy, float[] dx, Gradients gradients, int tokens)
    {
        var width = weight.Columns;
        var dw = gradients[weight].AsSpan();
        Span<float> normal = stackalloc float[width];
        for (var t = 0; t < tokens; t++)
        {
            var upstream = dy.AsSpan(t * width, width);
            var target = dx.AsSpan(t * width, width);
            TensorPrimitives.Multiply(x.AsSpan(t * width, width), scales[t], normal);
            TensorPrimitives.MultiplyAdd(upstream, normal, dw, dw);
            TensorPrimitives.Multiply(upstream, weight.Values, upstream);

            // d/dx (x·s) = s·(g - n·mean(g·n)), n being the normalized row.
            var mean = TensorPrimitives.Dot<float>(upstream, normal) / width;
            TensorPrimitives.MultiplyAdd(normal, -mean, upstream, upstream);
            TensorPrimitives.MultiplyAdd(upstream, scales[t], target, target);
        }
    }
}
