namespace ModelRouter.Evaluation;

/// <summary>What a way of choosing among models comes to at one worth of a right answer.</summary>
/// <param name="Quality">Mean outcome, 0 to 1.</param>
/// <param name="Cost">US dollars a prompt.</param>
/// <param name="Arena">Arena score.</param>
/// <param name="Regret">US dollars a prompt that the best choice of each row, known afterwards, would have been worth more.</param>
public sealed record ValueAtWorth(Interval Quality, Interval Cost, Interval Arena, Interval Regret);
