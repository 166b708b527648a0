namespace ModelRouter.Evaluation;

/// <summary>How well predictions do with some number of labels.</summary>
/// <param name="Asked">How many labels were asked for, in each fold or of each task.</param>
/// <param name="Labels">How many there were, in each fold.</param>
/// <param name="Figures">The figures; those of the nearest prompts only with labels.</param>
public sealed record LearningPoint(int Asked, int Labels, IReadOnlyList<LearningFigure> Figures);
