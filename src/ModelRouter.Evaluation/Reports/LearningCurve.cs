namespace ModelRouter.Evaluation;

/// <summary>What a deployment gains by being told outcomes: quality against the number of labels.</summary>
/// <param name="Rows">How many rows are predicted in a draw; the same at every point.</param>
/// <param name="IsPerTask">Whether labels are counted by task.</param>
/// <param name="Points">The points, by labels.</param>
/// <param name="References">What labels don't change, by name: <c>length</c>, <c>random</c> and <c>oracle</c>; APGR or cost share.</param>
public sealed record LearningCurve(
    int Rows, bool IsPerTask, IReadOnlyList<LearningPoint> Points, IReadOnlyDictionary<string, double> References)
{
    /// <summary>Figures of a trial: those of the router, then those of the nearest prompts if it has labels.</summary>
    private static readonly string[] PairNames = ["apgr", "ece"], ValueNames = ["aiq", "cost_share", "unbounded", "ece"];

    /// <summary>By what whole groups were held out, and so drawn for the intervals; <see langword="null"/> where rows were.</summary>
    public RowGrouping? HeldOut { get; init; }

    /// <summary>Over how many whole groups the intervals are; <see langword="null"/> where they are over rows.</summary>
    public int? HeldOutGroups { get; init; }

    /// <summary>Labelled rows that were left out because their prompt is among the rows that are predicted.</summary>
    public int Repeated { get; init; }

    /// <summary>Draws folds and labels again and again between two models.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="predictor">The predictor.</param>
    /// <param name="options">How labels are drawn.</param>
    /// <param name="weak">The weak model's name.</param>
    /// <param name="strong">The strong model's name.</param>
    /// <param name="progress">Is told the share that is done.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="RoutingDataException">The data cannot be used for this pair or plan.</exception>
    public static LearningCurve OfPair(
        RoutingDataset data, RowPredictor predictor, LearningCurveOptions options, string weak, string strong, IProgress<float>? progress = null, CancellationToken cancellationToken = default)
    {
        PairReport.ThrowIfIncomparable(data, weak, strong);
        return Of(data, predictor, options, PairNames, trial => PairLearning.Of(trial, weak, strong, options.Seed), progress, cancellationToken);
    }

    /// <summary>Draws folds and labels again and again for a choice among all models by value. A cost share that is not reached counts as 1, since everybody may
    /// ask the best single model.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="predictor">The predictor.</param>
    /// <param name="options">How labels are drawn.</param>
    /// <param name="progress">Is told the share that is done.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="RoutingDataException">The data cannot be used for this plan, or what a model costs is not known.</exception>
    public static LearningCurve OfValue(
        RoutingDataset data, RowPredictor predictor, LearningCurveOptions options, IProgress<float>? progress = null, CancellationToken cancellationToken = default)
    {
        ValueReport.ThrowIfIncomparable(data);
        return Of(data, predictor, options, ValueNames, ValueLearning.Of, progress, cancellationToken);
    }

    private static LearningCurve Of(
        RoutingDataset data, RowPredictor predictor, LearningCurveOptions options, string[] names, Func<Trial, ILearning> learn, IProgress<float>? progress, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(options);
        int[] counts = [.. options.Counts.Order().Distinct()];
        if (counts.Length == 0)
        {
            throw new ArgumentException("At least one number of labels is needed.", nameof(options));
        }

        var drawn = counts.ToDictionary(static count => count, static _ => new List<ILearning>());
        var labels = new Dictionary<int, int>();
        Trial? last = null;
        for (var draw = 0; draw < options.Draws; draw++)
        {
            var division = new TrialDivision(data, options.PlanOf(draw));
            for (var i = 0; i < counts.Length; i++)
            {
                // Without labels, folds and halves, there is nothing to draw.
                if (draw == 0 || counts[i] > 0 || options.Plan.Folds > 1 || options.Plan.Labels is null)
                {
                    last = division.Run(predictor, options.IsPerTask ? null : counts[i], options.IsPerTask ? counts[i] : null, progress: null, ct);
                    labels[counts[i]] = last.Labels;
                    drawn[counts[i]].Add(learn(last));
                }

                progress?.Report((draw + ((i + 1f) / counts.Length)) / options.Draws);
            }
        }

        // Each draw predicts rows of its own, so intervals draw from those of all.
        string[] groups = [.. drawn.Values.SelectMany(static draws => draws).SelectMany(static draw => draw.Groups.Keys).Distinct(StringComparer.Ordinal)];
        var first = drawn[counts[0]][0];
        return new(first.Rows, options.IsPerTask, [.. counts.Select(PointOf)], first.References)
        {
            HeldOut = last!.HeldOut,
            HeldOutGroups = last.HeldOut is null ? null : groups.Length,
            Repeated = last.Repeated,
        };

        LearningPoint PointOf(int count)
        {
            // A draw may have no labels where others have some, and then no figures of the nearest prompts.
            var width = names.Length * (drawn[count].Exists(static draw => draw.HasNearest) ? 2 : 1);
            var figures = Bootstrap.OfEach(groups.Length, chosen => Mean(drawn[count], width, [.. chosen.Select(i => groups[i])]), options.Seed, options.Intervals, ct);
            return new(count, labels[count], [.. figures.Select((figure, i) => new LearningFigure(i < names.Length ? "router" : "nearest", names[i % names.Length], figure))]);
        }
    }

    private static double[] Mean(List<ILearning> draws, int width, string[] groups)
    {
        // Of a few rows, a draw may have none of those that were chosen.
        double[][] figures =
        [
            .. draws.Select(draw => (Draw: draw, Rows: (int[])[.. groups.SelectMany(group => draw.Groups.GetValueOrDefault(group, []))]))
                .Where(static chosen => chosen.Rows.Length > 0).Select(static chosen => chosen.Draw.Figures(chosen.Rows)),
        ];
        return [.. Enumerable.Range(0, width).Select(i => figures.Where(figure => figure.Length > i).Select(figure => figure[i]).DefaultIfEmpty(double.NaN).Average())];
    }
}
