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
        return new TrialDivision(data, plan).Run(predictor, plan.LabelCount, plan.LabelsPerTask, progress, cancellationToken);
    }
}
