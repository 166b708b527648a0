namespace ModelRouter.Evaluation;

/// <summary>One figure for quality and cost together.</summary>
public static class ArenaScore
{
    private const double Dearest = 200;
    private const double Cheapest = 0.0044;
    private const double Beta = 0.1;

    /// <summary>S = (1 + β)·A·C / (β·A + C) with β = 0.1 and C = (log₂ 200 − log₂ c) / (log₂ 200 − log₂ 0.0044), kept within 0 and 1.</summary>
    /// <remarks>RouterArena (Lu et al. 2025, arXiv:2510.00202).</remarks>
    /// <param name="accuracy">A, 0 to 1.</param>
    /// <param name="costPerThousand">c: US dollars for a thousand queries; ≥ 0.</param>
    public static double Of(double accuracy, decimal costPerThousand)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(accuracy, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(accuracy, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(costPerThousand);
        var cheapness = Math.Clamp((Math.Log2(Dearest) - Math.Log2((double)costPerThousand)) / (Math.Log2(Dearest) - Math.Log2(Cheapest)), 0, 1);
        var divisor = (Beta * accuracy) + cheapness;
        return divisor > 0 ? (1 + Beta) * accuracy * cheapness / divisor : 0;
    }
}
