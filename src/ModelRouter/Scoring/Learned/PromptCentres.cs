using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ModelRouter;

/// <summary>Directions around which the prompts of a training lie. Immutable.</summary>
/// <remarks>They are kept dimension by dimension, so that eight are compared at a time.</remarks>
internal sealed class PromptCentres
{
    // So many centres are compared in one walk along the dimensions.
    private const int Block = 32;

    private readonly float[] _centres;
    private readonly Vector256<float>[] _byDimension;

    /// <param name="centres">One behind the other, <see cref="PromptEncoder.Size"/> numbers each.</param>
    internal PromptCentres(float[] centres)
    {
        _centres = centres;
        var count = centres.Length / PromptEncoder.Size;
        var columns = (count + Block - 1) / Block * Block;
        var values = new float[columns * PromptEncoder.Size];
        for (var column = 0; column < columns; column++)
        {
            // What fills the last block up is the last centre again, which changes nothing.
            var centre = centres.AsSpan(Math.Min(column, count - 1) * PromptEncoder.Size, PromptEncoder.Size);
            for (var i = 0; i < centre.Length; i++)
            {
                values[(((column / Block * PromptEncoder.Size) + i) * Block) + (column % Block)] = centre[i];
            }
        }

        _byDimension = MemoryMarshal.Cast<float, Vector256<float>>(values).ToArray();
    }

    /// <summary>One behind the other.</summary>
    internal float[] All => _centres;

    /// <summary>How alike the direction is to the nearest centre; -1 if there is none.</summary>
    internal float Likeness(ReadOnlySpan<float> direction)
    {
        const int Vectors = Block / 8;
        var best = Vector256.Create(-1f);
        for (var from = 0; from < _byDimension.Length; from += PromptEncoder.Size * Vectors)
        {
            var block = _byDimension.AsSpan(from, PromptEncoder.Size * Vectors);
            Vector256<float> a = default, b = default, c = default, d = default;
            foreach (var value in direction[..PromptEncoder.Size])
            {
                var all = Vector256.Create(value);
                var at = block[..Vectors];
                a = Vector256.MultiplyAddEstimate(at[0], all, a);
                b = Vector256.MultiplyAddEstimate(at[1], all, b);
                c = Vector256.MultiplyAddEstimate(at[2], all, c);
                d = Vector256.MultiplyAddEstimate(at[3], all, d);
                block = block[Vectors..];
            }

            best = Vector256.Max(best, Vector256.Max(Vector256.Max(a, b), Vector256.Max(c, d)));
        }

        var nearest = -1f;
        for (var i = 0; i < Vector256<float>.Count; i++)
        {
            nearest = Math.Max(nearest, best[i]);
        }

        return nearest;
    }
}
