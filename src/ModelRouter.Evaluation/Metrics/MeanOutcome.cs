namespace ModelRouter.Evaluation;

/// <summary>Compares mean outcomes, of which rounding makes equal ones differ.</summary>
internal static class MeanOutcome
{
    /// <summary>Means of as many outcomes as anybody has differ by less from what they would be without rounding.</summary>
    internal const double Rounding = 1e-9;

    internal static bool IsBetter(double mean, double than) => mean - than > Rounding;
}
