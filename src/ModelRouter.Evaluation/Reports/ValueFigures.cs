namespace ModelRouter.Evaluation;

/// <summary>How well one way of choosing among all models does.</summary>
/// <param name="Name">The way: <c>router</c>, <c>nearest</c>, <c>length</c>, <c>random</c> or <c>oracle</c>.</param>
/// <param name="Aiq">Average improvement in quality, up to the largest cost of all ways and models.</param>
/// <param name="CostShare">Least cost at which it is as good as the best single model, as a share of that model's cost; infinite if it never is.</param>
/// <param name="AtWorth">What it chooses where a right answer is worth what was asked for; <see langword="null"/> for ways that don't look at worth.</param>
/// <param name="Unbounded">Mean outcome as worth grows without bound; <see langword="null"/> likewise.</param>
/// <param name="BeyondBest">That minus the best single model's, on the same draws of rows; <see langword="null"/> likewise.</param>
/// <param name="Calibration">Expected calibration error of its chances; <see langword="null"/> where there are none.</param>
/// <param name="Curve">Quality against cost.</param>
public sealed record ValueFigures(
    string Name, Interval Aiq, Interval CostShare, ValueAtWorth? AtWorth, Interval? Unbounded, Interval? BeyondBest, Interval? Calibration, CostQualityCurve Curve);
