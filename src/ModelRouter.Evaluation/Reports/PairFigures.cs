namespace ModelRouter.Evaluation;

/// <summary>How well one way of choosing between two models does.</summary>
/// <param name="Name">The way: <c>router</c>, <c>length</c>, <c>random</c>, <c>nearest</c> or <c>oracle</c>.</param>
/// <param name="Apgr">Average performance gap recovered.</param>
/// <param name="BeyondLength">APGR minus that of prompt length, on the same draws of rows.</param>
/// <param name="Cpt20">Share of strong calls at which a fifth of the gap is made up.</param>
/// <param name="Cpt50">At which half of it is.</param>
/// <param name="Cpt80">At which four fifths of it are.</param>
/// <param name="Calibration">Expected calibration error of both models' chances; <see langword="null"/> where there are none.</param>
/// <param name="Curve">Quality against the share of strong calls.</param>
public sealed record PairFigures(
    string Name, Interval Apgr, Interval BeyondLength, Interval Cpt20, Interval Cpt50, Interval Cpt80, Interval? Calibration, PairCurve Curve);
