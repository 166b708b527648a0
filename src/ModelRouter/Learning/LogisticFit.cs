using System.Numerics.Tensors;

namespace ModelRouter;

/// <summary>Fits a logistic regression with squared penalties.</summary>
internal static class LogisticFit
{
    private const int Steps = 60;
    private const double BiasPenalty = 1e-3;

    private const double MostConstant = 8;
    private const int ConstantSteps = 12;
    private const double Precision = 1e-3;

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

    /// <summary>The constant d that makes Σ weight × (outcome − sigmoid(logit + offset + d)) − penalty × d zero; −8 to 8.</summary>
    /// <param name="outcomes">What happened, and with which weight.</param>
    /// <param name="counts">Which of them count.</param>
    /// <param name="offset">Added to every logit.</param>
    /// <param name="penalty">Draws the constant to zero; &gt; 0.</param>
    /// <remarks>The sum falls with d, so Newton's steps are kept between where it is known to be above and below zero.</remarks>
    internal static double Constant(
        IReadOnlyList<(double Weight, ModelOutcome Outcome)> outcomes, Func<ModelOutcome, bool> counts, double offset, double penalty)
    {
        var (low, high, at) = (-MostConstant, MostConstant, 0.0);
        for (var step = 0; step < ConstantSteps; step++)
        {
            var (excess, slope) = (-penalty * at, penalty);
            foreach (var (weight, outcome) in outcomes)
            {
                if (counts(outcome))
                {
                    var chance = Sigmoid(outcome.Logit + offset + at);
                    excess += weight * (outcome.Outcome - chance);
                    slope += weight * chance * (1 - chance);
                }
            }

            var next = at + (excess / slope);
            if (Math.Abs(next - at) < Precision)
            {
                break;
            }

            (low, high) = excess > 0 ? (at, high) : (low, at);
            at = next > low && next < high ? next : (low + high) / 2;
        }

        return at;
    }

    internal static double Sigmoid(double logit) => 1 / (1 + Math.Exp(-logit));

    private static double Softplus(double logit) => Math.Max(logit, 0) + Math.Log(1 + Math.Exp(-Math.Abs(logit)));
}
