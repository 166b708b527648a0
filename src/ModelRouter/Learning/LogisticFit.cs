using System.Numerics.Tensors;

namespace ModelRouter;

/// <summary>Fits a logistic regression with squared penalties.</summary>
internal static class LogisticFit
{
    private const int Steps = 60;
    private const double BiasPenalty = 1e-3;

    /// <summary>The weights, one for each dimension, and the bias behind them.</summary>
    /// <param name="rows">What is known of each example.</param>
    /// <param name="outcomes">Of each, 0 to 1.</param>
    /// <param name="penalties">Of each dimension; a dimension with an infinite one is left out.</param>
    /// <param name="offsets">Logits that are known already; none if <see langword="null"/>.</param>
    /// <param name="ct">Ends it.</param>
    internal static double[] Fit(
        IReadOnlyList<double[]> rows, IReadOnlyList<double> outcomes, IReadOnlyList<double> penalties, IReadOnlyList<double>? offsets, CancellationToken ct)
    {
        var size = penalties.Count;
        var weights = new double[size + 1];
        Lbfgs.Minimise(
            (at, gradient) =>
            {
                gradient.Clear();
                var loss = 0.5 * BiasPenalty * at[size] * at[size];
                gradient[size] = BiasPenalty * at[size];
                for (var i = 0; i < rows.Count; i++)
                {
                    var logit = TensorPrimitives.Dot(rows[i], at[..size]) + at[size] + (offsets?[i] ?? 0);
                    loss += Softplus(logit) - (outcomes[i] * logit);
                    var excess = Sigmoid(logit) - outcomes[i];
                    TensorPrimitives.MultiplyAdd(rows[i], excess, gradient[..size], gradient[..size]);
                    gradient[size] += excess;
                }

                for (var k = 0; k < size; k++)
                {
                    if (double.IsPositiveInfinity(penalties[k]))
                    {
                        gradient[k] = 0;
                        continue;
                    }

                    loss += 0.5 * penalties[k] * at[k] * at[k];
                    gradient[k] += penalties[k] * at[k];
                }

                return loss;
            },
            weights,
            Steps,
            ct);
        return weights;
    }

    internal static double Sigmoid(double logit) => 1 / (1 + Math.Exp(-logit));

    private static double Softplus(double logit) => Math.Max(logit, 0) + Math.Log(1 + Math.Exp(-Math.Abs(logit)));
}
