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

    public void Add(ReadOnlySpan<int> buckets)
    {
        // 16-bit sums of whole rows stay in two registers; so few rows can't run over.
        var (low, high) = (Vector256<short>.Zero, Vector256<short>.Zero);
        foreach (var bucket in buckets)
        {
            var (first, last) = Vector256.Widen(Vector256.Create(_rows.AsSpan(bucket * TaskWeights.Lanes, TaskWeights.Lanes)));
            low += first;
            high += last;
        }

        for (var i = 0; i < Vector256<short>.Count; i++)
        {
            _group[i] += low[i];
            _group[i + Vector256<short>.Count] += high[i];
        }
    }

    public void EndGroup(float value)
    {
        for (var i = 0; i < TaskWeights.Outputs; i++)
        {
            Scores[i] += _group[i] * value * _weights.Scales[i];
            _group[i] = 0;
        }
    }

    public void AddFigure(int index, float value)
    {
        var row = _weights.Figures.AsSpan(index * TaskWeights.Outputs, TaskWeights.Outputs);
        for (var i = 0; i < row.Length; i++)
        {
            Scores[i] += row[i] * value;
        }
    }

    /// <summary>One figure for each output, and room to a whole vector.</summary>
    [InlineArray(TaskWeights.Lanes)]
    internal struct PerOutput<T>
    {
        private T _first;
    }
}
