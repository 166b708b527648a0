namespace ModelRouter.Evaluation;

/// <summary>How well predictions choose among all models by value, beside the baselines.</summary>
/// <remarks>Intervals are 95%, by drawing rows with replacement, or whole groups where such were held out. A model whose outcomes are known on fewer than 90% of the rows is left out,
/// and then rows that lack an outcome. The router sees expected costs only, the oracle those that came out.</remarks>
public sealed record ValueReport
{
    /// <summary>How many rows were counted.</summary>
    public required int Rows { get; init; }

    /// <summary>How many were not, for an outcome that isn't known.</summary>
    public required int Unknown { get; init; }

    /// <summary>Models whose outcomes are known on too few rows.</summary>
    public required IReadOnlyList<string> LeftOut { get; init; }

    /// <summary>US dollars that a right answer was taken to be worth where one worth is asked for.</summary>
    public required decimal Worth { get; init; }

    /// <summary>Each model alone, the best first.</summary>
    public required IReadOnlyList<SingleModel> Singles { get; init; }

    /// <summary>Over how many whole groups the intervals are; <see langword="null"/> where they are over rows.</summary>
    public int? HeldOutGroups { get; init; }

    /// <summary>Router, baselines and oracle; the router first.</summary>
    public required IReadOnlyList<ValueFigures> Ways { get; init; }

    /// <summary>By what the slices are; <see langword="null"/> without any.</summary>
    public RowGrouping? SliceBy { get; init; }

    /// <summary>The slices, the largest first.</summary>
    public required IReadOnlyList<ValueSlice> Slices { get; init; }

    /// <summary>Tells before anything is predicted whether all models of some rows can be compared by value.</summary>
    /// <param name="data">The rows.</param>
    /// <exception cref="RoutingDataException">Fewer than two models can be compared, or what one costs is not known.</exception>
    public static void ThrowIfIncomparable(RoutingDataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        _ = new ValueTable(data);
    }

    /// <summary>Works the figures out.</summary>
    /// <param name="trial">Predictions and outcomes.</param>
    /// <param name="worth">US dollars that a right answer is worth, for the figures at one worth; &gt; 0.</param>
    /// <param name="slice">By what to slice; <see langword="null"/> for the first of benchmark, subset and language that has several values.</param>
    /// <param name="seed">Decides the draws.</param>
    /// <param name="draws">How often rows are drawn for the intervals; ≥ 100.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="RoutingDataException">Fewer than two models can be compared, or what one costs is not known.</exception>
    public static ValueReport Of(
        Trial trial, decimal worth, RowGrouping? slice = null, int seed = 0, int draws = 1_000, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(trial);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(worth);
        var value = new ValueTrial(trial, worth);
        var table = value.Table;
        var by = slice ?? RowGroups.Telling(table.Rows);
        return new()
        {
            Rows = table.Rows.Length,
            Unknown = trial.Data.Rows.Count - table.Rows.Length,
            LeftOut = table.LeftOut,
            Worth = worth,
            Singles = Single(value, table.Select(trial.Predicted), seed, draws, cancellationToken),
            HeldOutGroups = trial.HeldOut is null ? null : value.Together.Count,
            Ways = value.Figures(seed, draws, cancellationToken),
            SliceBy = by,
            Slices = by is { } grouping ? [.. RowGroups.By(table.Rows, grouping).Select(group => Slice(value, group.Name, group.Rows, seed, draws, cancellationToken))] : [],
        };
    }

    private static IReadOnlyList<SingleModel> Single(ValueTrial value, double[][] chances, int seed, int draws, CancellationToken ct)
    {
        var table = value.Table;
        CalibrationBins[] bins =
        [
            .. table.Quality.Select((quality, model) => new CalibrationBins(
                [.. chances.Select(row => new[] { row[model] })], [.. quality.Select(static outcome => (IReadOnlyList<double?>)[outcome])])),
        ];
        var intervals = Bootstrap.OfEach(value.Together, Draw, seed, draws, ct);
        return
        [
            .. table.Names.Select((name, model) =>
            {
                var (quality, cost) = (intervals[model], (decimal)table.Cost[model].Average());
                return new SingleModel(name, quality, cost, ArenaScore.Of(quality.Estimate, cost * 1_000), intervals[table.Names.Length + model]);
            }).OrderByDescending(single => single.Name == table.Names[table.Best]).ThenByDescending(static single => single.Quality.Estimate).ThenBy(static single => single.Cost),
        ];

        double[] Draw(IReadOnlyList<int> drawn)
        {
            var weights = RowWeights.Of(drawn, table.Rows.Length);
            return [.. table.Quality.Select(quality => Math.Clamp(RowWeights.Mean(weights, quality), 0, 1)), .. bins.Select(bin => bin.Of(weights))];
        }
    }

    private static ValueSlice Slice(ValueTrial value, string name, int[] rows, int seed, int draws, CancellationToken ct)
    {
        var (table, router) = (value.Table, value.Ways[0]);
        var all = RowWeights.Of(rows, table.Rows.Length);
        var regret = value.RouterRegret;
        var asked = router.Sweep.Qualities(router.Asked);
        var intervals = Bootstrap.OfEach(rows.Length, drawn => [Mean(drawn, asked), Mean(drawn, regret)], seed, draws, ct);
        return new(
            name, rows.Length, RowWeights.Mean(all, table.Quality[table.Best]), (decimal)RowWeights.Mean(all, table.Cost[table.Best]),
            intervals[0], router.Sweep.At(router.Asked, all).Cost, intervals[1]);

        double Mean(IReadOnlyList<int> drawn, double[] values)
        {
            var sum = 0.0;
            for (var i = 0; i < drawn.Count; i++)
            {
                sum += values[rows[drawn[i]]];
            }

            return sum / drawn.Count;
        }
    }
}
