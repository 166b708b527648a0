namespace ModelRouter.Evaluation;

/// <summary>A way of choosing among all models, with what its figures are worked out from.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Sweep">Its points; those of a way that looks at worth end with the unbounded worth and the asked one.</param>
/// <param name="LooksAtWorth">Whether it does.</param>
/// <param name="Calibration">Its chances against outcomes, if it has any.</param>
internal sealed record ValueWay(string Name, ValueSweep Sweep, bool LooksAtWorth, CalibrationBins? Calibration)
{
    internal int Unbounded => Sweep.Points - 2;

    internal int Asked => Sweep.Points - 1;
}
