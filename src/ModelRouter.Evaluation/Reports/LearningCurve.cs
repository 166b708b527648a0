namespace ModelRouter.Evaluation;

/// <summary>What a deployment gains by being told outcomes: quality against the number of labels.</summary>
/// <param name="Rows">How many rows are predicted; the same at every point.</param>
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
        RoutingDataset data, RowPredictor predictor, LearningCurveOptions options, string weak, string strong, IProgress<float>? progress = null, CancellationToken cancellationToken = default) =>
        Of(data, predictor, options, PairNames, trial => PairLearning.Of(trial, weak, strong, options.Seed), progress, cancellationToken);

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
        List<LearningPoint> points = [];
        IReadOnlyDictionary<string, double>? references = null;
        RowGrouping? heldOut = null;
        var (done, rows, groups, repeated) = (0, 0, 0, 0);
        foreach (var count in options.Counts.Order().Distinct())
        {
            List<ILearning> draws = [];
            var labels = 0;

            // Without labels and folds, there is nothing to draw.
            for (var draw = 0; draw < (count == 0 && options.Plan.Folds <= 1 ? 1 : options.Draws); draw++)
            {
                var plan = options.Plan with { LabelCount = options.IsPerTask ? null : count, LabelsPerTask = options.IsPerTask ? count : null, Seed = options.Seed, Draw = draw };
                var trial = Trial.Run(data, predictor, plan, progress: null, ct);
                (labels, heldOut, repeated) = (trial.Labels, trial.HeldOut, trial.Repeated);
                draws.Add(learn(trial));
                progress?.Report((done + ((draw + 1f) / options.Draws)) / options.Counts.Count);
            }

            done++;
            references ??= draws[0].References;
            (rows, groups) = (draws[0].Rows, draws[0].Together.Count);
            var figures = Bootstrap.OfEach(draws[0].Together, drawn => Mean(draws, drawn), options.Seed, options.Intervals, ct);
            points.Add(new(count, labels, [.. figures.Select((figure, i) => new LearningFigure(i < names.Length ? "router" : "nearest", names[i % names.Length], figure))]));
        }

        return new(rows, options.IsPerTask, points, references ?? throw new ArgumentException("At least one number of labels is needed.", nameof(options)))
        {
            HeldOut = heldOut,
            HeldOutGroups = heldOut is null ? null : groups,
            Repeated = repeated,
        };
    }

    private static double[] Mean(List<ILearning> draws, IReadOnlyList<int> drawn)
    {
        var sums = draws[0].Figures(drawn);
        foreach (var draw in draws.Skip(1))
        {
            var figures = draw.Figures(drawn);
            for (var i = 0; i < sums.Length; i++)
            {
                sums[i] += figures[i];
            }
        }

        return [.. sums.Select(sum => sum / draws.Count)];
    }
}
