using System.Numerics.Tensors;

namespace NanoR1;

/// <summary>Scores to probabilities.</summary>
internal static class Softmax
{
    /// <summary>Overwrites <paramref name="scores"/>. The largest is taken off first: the exponential of a score above 88 is no 32-bit number,
    /// and <see cref="TensorPrimitives"/> takes nothing off.</summary>
    public static void Apply(Span<float> scores)
    {
        TensorPrimitives.Subtract(scores, TensorPrimitives.Max<float>(scores), scores);
        TensorPrimitives.SoftMax<float>(scores, scores);
    }
}
