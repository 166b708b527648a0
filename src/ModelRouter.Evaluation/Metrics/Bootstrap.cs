namespace ModelRouter.Evaluation;

/// <summary>Intervals by drawing rows again and again, with replacement.</summary>
/// <remarks>Percentile bootstrap (Efron 1979). The same seed gives the same interval.</remarks>
public static class Bootstrap
{
    /// <summary>The 95% interval of a figure of some rows.</summary>
    /// <param name="rows">How many rows there are; ≥ 1.</param>
    /// <param name="figure">The figure of rows given by their numbers; draws for which it is not a number are left out.</param>
    /// <param name="seed">Decides the draws.</param>
    /// <param name="draws">How often; ≥ 100, default 1,000.</param>
    /// <param name="ct">Ends it.</param>
    public static Interval Of(int rows, Func<IReadOnlyList<int>, double> figure, int seed, int draws = 1_000, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(figure);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(draws, 100);
        var random = new Random(seed);
        var drawn = new int[rows];
        List<double> figures = new(draws);
        for (var draw = 0; draw < draws; draw++)
        {
            ct.ThrowIfCancellationRequested();
            for (var i = 0; i < rows; i++)
            {
                drawn[i] = random.Next(rows);
            }

            if (figure(drawn) is var value && !double.IsNaN(value))
            {
                figures.Add(value);
            }
        }

        var estimate = figure([.. Enumerable.Range(0, rows)]);
        figures.Sort();
        return figures.Count == 0 ? new(estimate, double.NaN, double.NaN) : new(estimate, Quantile.Of(figures, 0.025), Quantile.Of(figures, 0.975));
    }
}
