namespace ModelRouter.Evaluation;

/// <summary>A team that was chosen on the training half, on the held-out half.</summary>
/// <param name="Aim">What it was chosen for: <c>cheaper</c> (the most accurate of those that cost less than the best single model), <c>as-good</c> (the cheapest of those that are
/// as accurate) or <c>accurate</c> (the most accurate).</param>
/// <param name="IsForWrongAgree">True if it was chosen as if wrong answers were always the same, false if as if no two were.</param>
/// <param name="Team">The team.</param>
/// <param name="WrongAgree">If wrong answers are always the same: the worst case for its accuracy.</param>
/// <param name="WrongDiffer">If no two wrong answers are the same: the best case for its accuracy, in which it asks the arbiter most.</param>
public sealed record DeliberationFigures(string Aim, bool IsForWrongAgree, DeliberationTeam Team, DeliberationBound WrongAgree, DeliberationBound WrongDiffer);
