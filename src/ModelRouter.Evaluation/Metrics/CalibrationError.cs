namespace ModelRouter.Evaluation;

/// <summary>How far predicted chances are from what happened.</summary>
public static class CalibrationError
{
    internal const int Bins = 10;

    /// <summary>Expected calibration error: over ten bins of equal width, the mean distance between predicted chance and outcome, weighted by the
    /// bin's rows; 0 is perfect, 1 the worst.</summary>
    /// <remarks>Guo et al. 2017, arXiv:1706.04599.</remarks>
    /// <param name="predicted">Chances, 0 to 1.</param>
    /// <param name="outcomes">What happened, 0 to 1.</param>
    /// <exception cref="ArgumentException">There are no rows, the lists differ in length, or a chance is none.</exception>
    public static double Expected(IReadOnlyList<double> predicted, IReadOnlyList<double> outcomes)
    {
        ArgumentNullException.ThrowIfNull(predicted);
        ArgumentNullException.ThrowIfNull(outcomes);
        if (predicted.Count == 0 || predicted.Count != outcomes.Count || !predicted.All(static p => p is >= 0 and <= 1))
        {
            throw new ArgumentException("A chance from 0 to 1 and an outcome are needed of every row, and at least one row.", nameof(predicted));
        }

        // Of each bin, predictions minus outcomes: its rows cancel out of the weighted mean.
        var excess = new double[Bins];
        for (var i = 0; i < predicted.Count; i++)
        {
            excess[BinOf(predicted[i])] += predicted[i] - outcomes[i];
        }

        return excess.Sum(Math.Abs) / predicted.Count;
    }

    internal static int BinOf(double chance) => Math.Min((int)(chance * Bins), Bins - 1);
}
