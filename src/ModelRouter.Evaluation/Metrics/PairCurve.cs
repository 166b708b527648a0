namespace ModelRouter.Evaluation;

/// <summary>Quality against the share of strong calls, for a router that chooses between a weak and a strong model by a score.</summary>
/// <remarks>Immutable. The thresholds are the score's 0, 10, …, 100% quantiles, linearly interpolated; the strong model is asked where the score
/// reaches the threshold, at the last one where it exceeds it. That is the procedure of RouteLLM (Ong et al. 2024, arXiv:2406.18665, and the
/// evaluation code of lm-sys/RouteLLM).</remarks>
public sealed class PairCurve
{
    private const int Steps = 10;

    // Sums of as many outcomes as anybody has differ by less from what they would be without rounding.
    private const double Rounding = 1e-12;

    private readonly PairPoint[] _points;

    private PairCurve(PairPoint[] points, double weak, double strong) => (_points, Weak, Strong) = (points, weak, strong);

    /// <summary>The points, from all calls strong to none.</summary>
    public IReadOnlyList<PairPoint> Points => _points;

    /// <summary>The weak model's mean outcome.</summary>
    public double Weak { get; }

    /// <summary>The strong model's mean outcome.</summary>
    public double Strong { get; }

    /// <summary>Average performance gap recovered: the area between the curve and the weak model, as a share of that between the strong model
    /// and the weak one. Chance is 0.5, more than 1 is possible; not a number where both models are equally good.</summary>
    public double Apgr
    {
        get
        {
            if (Math.Abs(Strong - Weak) <= MeanOutcome.Rounding)
            {
                return double.NaN;
            }

            var area = 0.0;
            for (var i = 1; i < _points.Length; i++)
            {
                var (from, to) = (_points[i], _points[i - 1]);
                area += (to.StrongShare - from.StrongShare) * (to.Quality + from.Quality) / 2;
            }

            return (area - Weak) / (Strong - Weak);
        }
    }

    /// <summary>Works the curve out.</summary>
    /// <param name="scores">How much each row needs the strong model; finite.</param>
    /// <param name="weak">The weak model's outcomes, 0 to 1.</param>
    /// <param name="strong">The strong model's outcomes, 0 to 1.</param>
    /// <exception cref="ArgumentException">There are no rows, the lists differ in length, or a score is not finite.</exception>
    public static PairCurve Of(IReadOnlyList<double> scores, IReadOnlyList<double> weak, IReadOnlyList<double> strong)
    {
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentNullException.ThrowIfNull(weak);
        ArgumentNullException.ThrowIfNull(strong);
        if (scores.Count == 0 || weak.Count != scores.Count || strong.Count != scores.Count || !scores.All(double.IsFinite))
        {
            throw new ArgumentException("A finite score and both outcomes are needed of every row, and at least one row.", nameof(scores));
        }

        // In the order of scores, the rows that reach a threshold are a tail, whose gain over the weak model is known beforehand.
        double[] sorted = [.. scores], gains = [.. strong.Zip(weak, static (s, w) => s - w)];
        Array.Sort(sorted, gains);
        var tails = new double[sorted.Length + 1];
        for (var i = sorted.Length - 1; i >= 0; i--)
        {
            tails[i] = tails[i + 1] + gains[i];
        }

        var (least, points) = (weak.Average(), new PairPoint[Steps + 1]);
        for (var step = 0; step <= Steps; step++)
        {
            var threshold = Quantile.Of(sorted, (double)step / Steps);
            var first = FirstReaching(sorted, threshold, isBeyond: step == Steps);
            points[step] = new(threshold, (double)(sorted.Length - first) / sorted.Length, least + (tails[first] / sorted.Length));
        }

        return new(points, least, least + (tails[0] / sorted.Length));
    }

    /// <summary>The first place in ascending scores that reaches a threshold, or exceeds it.</summary>
    private static int FirstReaching(double[] sorted, double threshold, bool isBeyond)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            var isReached = isBeyond ? sorted[middle] > threshold : sorted[middle] >= threshold;
            (low, high) = isReached ? (low, middle) : (middle + 1, high);
        }

        return low;
    }

    /// <summary>Call-performance threshold: the share of strong calls at which the curve first makes up <paramref name="gap"/> of the way from the
    /// weak model to the strong one, linearly between its points; <see langword="null"/> if it never does.</summary>
    /// <param name="gap">0 to 1.</param>
    public double? Cpt(double gap)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(gap, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(gap, 1);
        var wanted = Weak + (gap * (Strong - Weak));
        for (var i = _points.Length - 1; i >= 0; i--)
        {
            if (_points[i].Quality >= wanted - Rounding)
            {
                return i == _points.Length - 1 ? _points[i].StrongShare : Between(_points[i + 1], _points[i], Math.Min(wanted, _points[i].Quality));
            }
        }

        return null;
    }

    private static double Between(PairPoint from, PairPoint to, double wanted) =>
        from.StrongShare + ((wanted - from.Quality) / (to.Quality - from.Quality) * (to.StrongShare - from.StrongShare));
}
