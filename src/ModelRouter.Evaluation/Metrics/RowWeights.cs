using System.Numerics;

namespace ModelRouter.Evaluation;

/// <summary>How often each row was drawn, and sums over rows by that: a draw's figures without touching the rows again.</summary>
internal static class RowWeights
{
    internal static double[] Of(IReadOnlyList<int> drawn, int rows)
    {
        var weights = new double[rows];
        for (var i = 0; i < drawn.Count; i++)
        {
            weights[drawn[i]]++;
        }

        return weights;
    }

    /// <summary>Σ weight × value; both equally long.</summary>
    internal static double Sum(double[] weights, double[] values)
    {
        var sums = Vector<double>.Zero;
        var i = 0;
        for (; i <= weights.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            sums += new Vector<double>(weights, i) * new Vector<double>(values, i);
        }

        var sum = Vector.Sum(sums);
        for (; i < weights.Length; i++)
        {
            sum += weights[i] * values[i];
        }

        return sum;
    }

    /// <summary>The mean by weights.</summary>
    internal static double Mean(double[] weights, double[] values) => Sum(weights, values) / weights.Sum();
}
