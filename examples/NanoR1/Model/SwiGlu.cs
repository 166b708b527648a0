using System.Numerics.Tensors;

namespace NanoR1;

/// <summary><c>gate·σ(gate)·up</c>, number by number (N. Shazeer, "GLU Variants Improve Transformer", 2020).</summary>
internal static class SwiGlu
{
    private const int Chunk = 512;

    public static void Forward(ReadOnlySpan<float> gate, ReadOnlySpan<float> up, Span<float> result)
    {
        TensorPrimitives.Sigmoid(gate, result);
        TensorPrimitives.Multiply(result, gate, result);
        TensorPrimitives.Multiply(result, up, result);
    }

    /// <summary>Overwrites <paramref name="gate"/> and <paramref name="up"/> with their gradients.</summary>
    public static void Backward(Span<float> gate, Span<float> up, ReadOnlySpan<float> dResult)
    {
        Span<float> sigma = stackalloc float[Chunk];
        Span<float> silu = stackalloc float[Chunk];
        Span<float> slope = stackalloc float[Chunk];
        for (var start = 0; start < gate.Length; start += Chunk)
        {
            var count = Math.Min(Chunk, gate.Length - start);
            var g = gate.Slice(start, count);
            var u = up.Slice(start, count);
            var d = dResult.Slice(start, count);
            var s = sigma[..count];
            var f = silu[..count];
            var e = slope[..count];
            TensorPrimitives.Sigmoid(g, s);
            TensorPrimitives.Multiply(g, s, f);

            // d silu/dg = σ + silu·(1 - σ) = σ + silu - silu·σ
            TensorPrimitives.Add(s, f, e);
            TensorPrimitives.Multiply(s, f, s);
            TensorPrimitives.Subtract(e, s, e);
            TensorPrimitives.Multiply(e, u, e);
            TensorPrimitives.Multiply(e, d, g);
            TensorPrimitives.Multiply(f, d, u);
        }
    }
}
