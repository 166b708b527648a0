namespace ModelRouter.Evaluation;

/// <summary>Intervals by drawing rows again and again, with replacement.</summary>
/// <remarks>Percentile bootstrap (Efron 1979); of rows that belong together by whole groups (Davison and Hinkley 1997, Bootstrap Methods and their
/// Application, section 3.8). The same seed gives the same interval.
/// Percentiles aren't corrected for bias: a calibration error, a sum of absolute values, grows when rows are drawn again, so that its interval lies too high and may leave out the figure itself.</remarks>
public static class Bootstrap
{
    internal const int Draws = 1_000;

    /// <summary>The 95% interval of a figure of some rows.</summary>
    /// <param name="rows">How many rows there are; ≥ 1.</param>
    /// <param name="figure">The figure of rows given by their numbers; draws for which it is not a number are left out.</param>
    /// <param name="seed">Decides the draws.</param>
    /// <param name="draws">How often; ≥ 100, default 1,000.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static Interval Of(int rows, Func<IReadOnlyList<int>, double> figure, int seed, int draws = Draws, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(figure);
        return OfEach(rows, drawn => [figure(drawn)], seed, draws, cancellationToken)[0];
    }

    /// <summary>The 95% intervals of several figures over the same draws.</summary>
    /// <param name="rows">How many rows there are; ≥ 1.</param>
    /// <param name="figures">The figures of rows given by their numbers, always as many; one that is not a number is left out of its draw.</param>
    /// <param name="seed">Decides the draws.</param>
    /// <param name="draws">How often; ≥ 100, default 1,000.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static Interval[] OfEach(int rows, Func<IReadOnlyList<int>, double[]> figures, int seed, int draws = Draws, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(figures);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(draws, 100);
        return OfEach(RowGroups.EachAlone(rows), figures, seed, draws, cancellationToken);
    }

    /// <summary>The same, where some rows are drawn together: each row stands in one group.</summary>
    internal static Interval[] OfEach(IReadOnlyList<int[]> groups, Func<IReadOnlyList<int>, double[]> figures, int seed, int draws, CancellationToken cancellationToken)
    {
        var random = new Random(seed);
        List<int> drawn = [];
        var estimates = figures([.. Enumerable.Range(0, groups.Sum(static group => group.Length))]);
        if (groups.Count == 1)
        {
            // Each draw would be the same: how much groups differ is not known.
            return [.. estimates.Select(static estimate => new Interval(estimate, double.NaN, double.NaN))];
        }

        List<double>[] values = [.. estimates.Select(_ => new List<double>(draws))];
        for (var draw = 0; draw < draws; draw++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            drawn.Clear();
            for (var i = 0; i < groups.Count; i++)
            {
                drawn.AddRange(groups[random.Next(groups.Count)]);
            }

            var figuresOfDraw = figures(drawn);
            for (var i = 0; i < values.Length; i++)
            {
                if (!double.IsNaN(figuresOfDraw[i]))
                {
                    values[i].Add(figuresOfDraw[i]);
                }
            }
        }

        return [.. estimates.Zip(values, static (estimate, list) => Between(estimate, list))];
    }

    private static Interval Between(double estimate, List<double> values)
    {
        values.Sort();
        return values.Count == 0 ? new(estimate, double.NaN, double.NaN) : new(estimate, Quantile.Of(values, 0.025), Quantile.Of(values, 0.975));
    }
}
