namespace ModelRouter.Evaluation;

/// <summary>How far a training is.</summary>
/// <param name="Stage">What it does now, a few words.</param>
/// <param name="Done">Steps that are done.</param>
/// <param name="Total">Steps in all.</param>
public readonly record struct TrainingProgress(string Stage, int Done, int Total);
