namespace ModelRouter;

/// <summary>A model that may be asked in place of the best one, to learn about it.</summary>
/// <param name="Model">The model's id.</param>
/// <param name="Probability">The probability, 0 to 1, with which it is.</param>
/// <param name="ChanceToBeBetter">The chance, 0 to 1, that it is worth more than the best one, as uncertain as both predictions are.</param>
/// <param name="ExtraCost">US dollars that it is expected to lose: value against the best, and at least what it costs more; ≥ 0.</param>
public sealed record ExplorationCandidate(string Model, double Probability, double ChanceToBeBetter, decimal ExtraCost);
