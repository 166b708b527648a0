namespace ModelRouter.Evaluation;

/// <summary>Predictions for rows that the predictor has not seen.</summary>
/// <param name="Data">The rows.</param>
/// <param name="Predicted">For each row, each model's chance to be right.</param>
/// <param name="Nearest">What the labelled prompts most alike tell instead; <see langword="null"/> without labels.</param>
/// <param name="Labels">How many labels there were; with folds, the mean over folds.</param>
/// <param name="Repeated">Labelled rows that were left out because their prompt is among the rows.</param>
public sealed record Trial(
    RoutingDataset Data, IReadOnlyList<double[]> Predicted, IReadOnlyList<double[]>? Nearest, int Labels, int Repeated)
{
    /// <summary>By what whole groups were held out, <see langword="null"/> if none were. Such a trial is about groups that nobody has seen, so
    /// intervals of what it shows draw whole groups.</summary>
    public RowGrouping? HeldOut { get; init; }

    /// <summary>Lets a predictor predict.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="predictor">The predictor.</param>
    /// <param name="plan">What it may know.</param>
    /// <param name="progress">Is told the share of folds done.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="RoutingDataException">There are too few groups for the folds, or nothing is left to predict.</exception>
    /// <exception cref="InvalidOperationException">The predictor gave no chance for a row and model, or one beyond 0 to 1.</exception>
    public static Trial Run(RoutingDataset data, RowPredictor predictor, TrialPlan plan, IProgress<float>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(predictor);
        ArgumentNullException.ThrowIfNull(plan);
        var (pool, rows) = plan.Halves ? RowSplit.Halve(data, plan.Seed) : (plan.Labels, data);
        var folds = Math.Max(plan.Folds, 1);
        var foldOf = folds > 1 ? RowSplit.Folds(data, folds, plan.Group, plan.Seed + plan.Draw) : null;
        HashSet<string> prompts = new(rows.Rows.Select(static row => row.Prompt), StringComparer.Ordinal);
        var fresh = pool?.With(pool.Rows.Where(row => !prompts.Contains(row.Prompt)));
        var predicted = new double[rows.Rows.Count][];
        var nearest = new double[rows.Rows.Count][];
        var drawn = 0;
        for (var fold = 0; fold < folds; fold++)
        {
            int[] own = [.. Enumerable.Range(0, rows.Rows.Count).Where(i => IsIn(rows.Rows[i], fold))];
            var training = foldOf is null ? null : Training(own, fold);
            var source = plan.Halves ? fresh!.With(fresh.Rows.Where(row => IsIn(row, fold))) : fresh;
            var labels = source is null ? null : RowSplit.Draw(source, plan.LabelCount, plan.LabelsPerTask, plan.Seed + (7919 * (plan.Draw + 1)));
            labels = labels?.Rows.Count > 0 ? labels : null;
            drawn += labels?.Rows.Count ?? 0;
            var part = rows.With(own.Select(i => rows.Rows[i]));
            Put(predictor(part, training, labels, cancellationToken), own, predicted, data.Models.Count);
            if (labels is not null)
            {
                Put(NearestRows.Predict(part, labels, cancellationToken), own, nearest, data.Models.Count);
            }

            progress?.Report((fold + 1f) / folds);
        }

        return new(rows, predicted, nearest.All(static row => row is not null) ? nearest : null, drawn / folds, (pool?.Rows.Count ?? 0) - (fresh?.Rows.Count ?? 0))
        {
            HeldOut = foldOf is null ? null : plan.Group,
        };

        // A prompt may stand in groups of several folds, as one of a benchmark's easy and hard part does.
        RoutingDataset Training(int[] own, int fold)
        {
            HashSet<string> asked = new(own.Select(i => rows.Rows[i].Prompt), StringComparer.Ordinal);
            return data.With(data.Rows.Where(row => !IsIn(row, fold) && !asked.Contains(row.Prompt)));
        }

        bool IsIn(RoutingRow row, int fold) => foldOf is null || foldOf[RowGroups.Of(row, plan.Group)] == fold;
    }

    private static void Put(IReadOnlyList<double[]> part, int[] places, double[][] all, int models)
    {
        if (part.Count != places.Length || part.Any(row => row.Length != models || !row.All(static chance => chance is >= 0 and <= 1)))
        {
            throw new InvalidOperationException("A predictor must give a chance from 0 to 1 for each row and model.");
        }

        for (var i = 0; i < places.Length; i++)
        {
            all[places[i]] = part[i];
        }
    }
}
