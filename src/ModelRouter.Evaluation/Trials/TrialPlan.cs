namespace ModelRouter.Evaluation;

/// <summary>What a predictor may know before it is tried.</summary>
public sealed record TrialPlan
{
    /// <summary>Labelled rows apart from those that are predicted; <see langword="null"/> to draw labels, if any are wanted, from half of each task's
    /// own rows, which then are not predicted.</summary>
    public RoutingDataset? Labels { get; init; }

    /// <summary>How many labels are drawn, in each fold; <see langword="null"/> for all of <see cref="Labels"/>.</summary>
    public int? LabelCount { get; init; }

    /// <summary>How many labels are drawn of each task instead.</summary>
    public int? LabelsPerTask { get; init; }

    /// <summary>In how many parts whole groups are held out, the other parts being there to train on; 0 for no training.</summary>
    public int Folds { get; init; }

    /// <summary>What is held out as a whole.</summary>
    public RowGrouping Group { get; init; } = RowGrouping.Subset;

    /// <summary>Decides what is held out together, and which rows give labels.</summary>
    public int Seed { get; init; }

    /// <summary>The number of the draw among several: each divides the groups into other folds and takes other labels, and where these come from half of the rows, another half.</summary>
    public int Draw { get; init; }

    /// <summary>True if labels come from half of the data.</summary>
    internal bool Halves => Labels is null && (LabelCount is not null || LabelsPerTask is not null);
}
