namespace ModelRouter.Evaluation;

/// <summary>Fits linear models on sparse rows, with a quadratic penalty on the weights but not on the constant. Deterministic.</summary>
internal static class LinearFit
{
    private const int Steps = 150;

    // Rows are summed in so many parts whatever the machine has, so that the same rows always give the same weights.
    private const int Parts = 4;

    /// <summary>Multinomial logistic regression: for each place a row of <paramref name="classes"/> weights.</summary>
    internal static double[] Classes(FeatureRow[] rows, int[] labels, int classes, double penalty, CancellationToken ct) =>
        Fit(rows, classes, penalty, (scores, row) =>
        {
            var most = scores[0];
            foreach (var score in scores)
            {
                most = Math.Max(most, score);
            }

            var sum = 0.0;
            foreach (var score in scores)
            {
                sum += Math.Exp(score - most);
            }

            var log = most + Math.Log(sum);
            var loss = log - scores[labels[row]];
            for (var i = 0; i < scores.Length; i++)
            {
                scores[i] = Math.Exp(scores[i] - log) - (i == labels[row] ? 1 : 0);
            }

            return loss;
        }, ct);

    /// <summary>Least squares: one weight for each place.</summary>
    internal static double[] Values(FeatureRow[] rows, double[] values, double penalty, CancellationToken ct) =>
        Fit(rows, 1, penalty, (scores, row) =>
        {
            scores[0] -= values[row];
            return scores[0] * scores[0] / 2;
        }, ct);

    /// <summary>A row's scores under fitted weights.</summary>
    internal static void Scores(ReadOnlySpan<double> weights, FeatureRow row, Span<double> scores)
    {
        scores.Clear();
        for (var i = 0; i < row.Places.Length; i++)
        {
            var value = row.Values[i];
            var from = weights.Slice(row.Places[i] * scores.Length, scores.Length);
            for (var k = 0; k < scores.Length; k++)
            {
                scores[k] += value * from[k];
            }
        }
    }

    private static double[] Fit(FeatureRow[] rows, int outputs, double penalty, Loss loss, CancellationToken ct)
    {
        var weights = new double[FeatureRow.Width * outputs];
        var parts = Enumerable.Range(0, Parts).Select(_ => new double[weights.Length]).ToArray();
        Lbfgs.Minimise(Penalised, weights, Steps, ct);
        return weights;

        double Penalised(ReadOnlySpan<double> at, Span<double> gradient)
        {
            var here = at.ToArray();
            var losses = new double[Parts];
            Parallel.For(0, Parts, part => losses[part] = Sum(rows, part, here, outputs, loss, parts[part]));
            gradient.Clear();
            for (var part = 0; part < Parts; part++)
            {
                for (var i = 0; i < gradient.Length; i++)
                {
                    gradient[i] += parts[part][i];
                }
            }

            var squares = 0.0;
            for (var i = 0; i < FeatureRow.Constant * outputs; i++)
            {
                squares += here[i] * here[i];
                gradient[i] += penalty * here[i];
            }

            return losses.Sum() + (penalty * squares / 2);
        }
    }

    private static double Sum(FeatureRow[] rows, int part, double[] weights, int outputs, Loss loss, double[] gradient)
    {
        Array.Clear(gradient);
        var scores = new double[outputs];
        var sum = 0.0;
        for (var r = part; r < rows.Length; r += Parts)
        {
            var row = rows[r];
            Scores(weights, row, scores);
            sum += loss(scores, r);
            for (var i = 0; i < row.Places.Length; i++)
            {
                var to = gradient.AsSpan(row.Places[i] * outputs, outputs);
                for (var k = 0; k < outputs; k++)
                {
                    to[k] += row.Values[i] * scores[k];
                }
            }
        }

        return sum;
    }

    /// <summary>A row's loss; writes its derivatives by the scores over them.</summary>
    private delegate double Loss(Span<double> scores, int row);
}
