using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ModelRouter;

/// <summary>Adds up the weights of a request's features. A mutable struct, so that judging allocates nothing.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct WeightSum : IFeatureSink
{
    private readonly TaskWeights _weights;
    private readonly sbyte[] _rows;
    private PerOutput<int> _group;

    /// <summary>One score for each output; those beyond are 0.</summary>
    internal PerOutput<float> Scores;

    internal WeightSum(TaskWeights weights)
    {
        _weights = weights;
        _rows = weights.Rows;
        weights.Bias.CopyTo((Span<float>)Scores);
    }

    [UnscopedRef]
    private Span<Vector256<float>> Vectors => MemoryMarshal.Cast<float, Vector256<float>>((Span<float>)Scores);

    public void Add(ReadOnlySpan<int> buckets)
    {
        // So many signed bytes add up to no more than 16 bits hold.
        const int MostAtOnce = short.MaxValue / -sbyte.MinValue;
        var group = MemoryMarshal.Cast<int, Vector256<int>>((Span<int>)_group);
        ref var rows = ref MemoryMarshal.GetReference(_rows.AsSpan(0, FeatureHash.Buckets * TaskWeights.Lanes));
        for (; buckets.Length > 0; buckets = buckets[Math.Min(MostAtOnce, buckets.Length)..])
        {
            // 16-bit sums of whole rows stay in two registers.
            var (low, high) = (Vector256<short>.Zero, Vector256<short>.Zero);
            foreach (var bucket in buckets[..Math.Min(MostAtOnce, buckets.Length)])
            {
                var at = (nuint)(bucket & (FeatureHash.Buckets - 1)) * TaskWeights.Lanes;
                low += Vector256.WidenLower(Vector128.LoadUnsafe(ref rows, at).ToVector256Unsafe());
                high += Vector256.WidenLower(Vector128.LoadUnsafe(ref rows, at + (nuint)Vector128<sbyte>.Count).ToVector256Unsafe());
            }

            group[0] += Vector256.WidenLower(low);
            group[1] += Vector256.WidenUpper(low);
            group[2] += Vector256.WidenLower(high);
            group[3] += Vector256.WidenUpper(high);
        }
    }

    public void EndGroup(float value)
    {
        var group = MemoryMarshal.Cast<int, Vector256<int>>((Span<int>)_group);
        var scales = MemoryMarshal.Cast<float, Vector256<float>>(_weights.ScaleRow);
        var scores = Vectors;
        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] += Vector256.ConvertToSingle(group[i]) * Vector256.Create(value) * scales[i];
            group[i] = default;
        }
    }

    public void AddFigure(int index, float value)
    {
        var row = MemoryMarshal.Cast<float, Vector256<float>>(_weights.FigureRows.AsSpan(index * TaskWeights.Lanes, TaskWeights.Lanes));
        var scores = Vectors;
        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] += row[i] * Vector256.Create(value);
        }
    }

    /// <summary>One figure for each output, and room to a whole vector.</summary>
    [InlineArray(TaskWeights.Lanes)]
    internal struct PerOutput<T>
    {
        private T _first;
    }
}
