namespace ModelRouter.Evaluation;

/// <summary>How well predictions choose between a weak and a strong model, beside the baselines.</summary>
/// <remarks>Intervals are 95%, by drawing rows with replacement, or whole groups where such were held out; draws in which the strong model is better by less than a hundredth of
/// what it is over all of the rows are left out, as hardly a gap is there to make up.</remarks>
public sealed record PairReport
{
    /// <summary>Rows that a slice needs for figures of its own.</summary>
    public const int MinSliceRows = 20;

    /// <summary>The weak model's name, as the data has it.</summary>
    public required string Weak { get; init; }

    /// <summary>The strong model's name, as the data has it.</summary>
    public required string Strong { get; init; }

    /// <summary>The weak model's mean outcome, 0 to 1.</summary>
    public required double WeakQuality { get; init; }

    /// <summary>The strong model's mean outcome, 0 to 1.</summary>
    public required double StrongQuality { get; init; }

    /// <summary>How many rows were counted: those with both outcomes.</summary>
    public required int Rows { get; init; }

    /// <summary>How many were not, for an outcome that isn't known.</summary>
    public required int Unknown { get; init; }

    /// <summary>Over how many whole groups the intervals are; <see langword="null"/> where they are over rows.</summary>
    public int? HeldOutGroups { get; init; }

    /// <summary>Router, baselines and oracle; the router first.</summary>
    public required IReadOnlyList<PairFigures> Ways { get; init; }

    /// <summary>By what the slices are; <see langword="null"/> without any.</summary>
    public RowGrouping? SliceBy { get; init; }

    /// <summary>The slices, the largest first.</summary>
    public required IReadOnlyList<PairSlice> Slices { get; init; }

    /// <summary>Tells before anything is predicted whether two models can be compared on some rows.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="weak">The weak model's name.</param>
    /// <param name="strong">The strong model's name.</param>
    /// <exception cref="RoutingDataException">A model is not in the data, both are the same, no row has both outcomes, or the strong model isn't the better one.</exception>
    public static void ThrowIfIncomparable(RoutingDataset data, string weak, string strong)
    {
        ArgumentNullException.ThrowIfNull(data);
        _ = new PairRows(data, weak, strong);
    }

    /// <summary>Works the figures out.</summary>
    /// <param name="trial">Predictions and outcomes.</param>
    /// <param name="weak">The weak model's name.</param>
    /// <param name="strong">The strong model's name.</param>
    /// <param name="slice">By what to slice; <see langword="null"/> for the first of benchmark, subset and language that has several values.</param>
    /// <param name="seed">Decides the draws.</param>
    /// <param name="draws">How often rows are drawn for the intervals; ≥ 100.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="RoutingDataException">A model is not in the data, no row has both outcomes, or the strong model isn't the better one.</exception>
    public static PairReport Of(
        Trial trial, string weak, string strong, RowGrouping? slice = null, int seed = 0, int draws = 1_000, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(trial);
        var pair = new PairTrial(trial, weak, strong, seed);
        var by = slice ?? RowGroups.Telling(pair.Rows);
        return new()
        {
            Weak = trial.Data.Models[trial.Data.ColumnOf(weak)].Name,
            Strong = trial.Data.Models[trial.Data.ColumnOf(strong)].Name,
            WeakQuality = pair.Weak.Average(),
            StrongQuality = pair.Strong.Average(),
            Rows = pair.Rows.Count,
            Unknown = trial.Data.Rows.Count - pair.Rows.Count,
            HeldOutGroups = trial.HeldOut is null ? null : pair.Together.Count,
            Ways = pair.Figures(seed, draws, cancellationToken),
            SliceBy = by,
            Slices = by is { } grouping ? [.. RowGroups.By(pair.Rows, grouping).Select(group => Slice(pair, group.Name, group.Rows, seed, draws, cancellationToken))] : [],
        };
    }

    private static PairSlice Slice(PairTrial pair, string name, int[] rows, int seed, int draws, CancellationToken ct)
    {
        var (weak, strong) = (rows.Average(i => pair.Weak[i]), rows.Average(i => pair.Strong[i]));
        if (rows.Length < MinSliceRows || !MeanOutcome.IsBetter(strong, weak))
        {
            return new(name, rows.Length, weak, strong, Apgr: null, Calibration: null);
        }

        var figures = pair.Figures(rows, seed, draws, ct);
        return new(name, rows.Length, weak, strong, [.. figures.Select(static way => way.Apgr)], figures[0].Calibration);
    }
}
