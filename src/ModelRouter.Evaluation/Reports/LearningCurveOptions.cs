namespace ModelRouter.Evaluation;

/// <summary>How a <see cref="LearningCurve"/> draws folds and labels.</summary>
public sealed record LearningCurveOptions
{
    /// <summary>The numbers of labels; each ≥ 0.</summary>
    public required IReadOnlyList<int> Counts { get; init; }

    /// <summary>True if they are of each task instead of in all.</summary>
    public bool IsPerTask { get; init; }

    /// <summary>Where labels come from, and what is held out; its own numbers of labels are not looked at.</summary>
    public TrialPlan Plan { get; init; } = new();

    /// <summary>How often folds, labels and, where labels come from half of the rows, halves are drawn for each number; ≥ 1. What is learned at length differs much by the groups that it is learned from, so one division into folds tells little.</summary>
    public int Draws { get; init; } = 3;

    /// <summary>How often rows are drawn for the intervals; ≥ 100.</summary>
    public int Intervals { get; init; } = 300;

    /// <summary>Decides everything that is drawn.</summary>
    public int Seed { get; init; }

    /// <summary>What a draw divides; labels that come from the rows themselves take half of them at every number.</summary>
    internal TrialPlan PlanOf(int draw) => Plan with { LabelCount = IsPerTask ? null : 0, LabelsPerTask = IsPerTask ? 0 : null, Seed = Seed, Draw = draw };
}
