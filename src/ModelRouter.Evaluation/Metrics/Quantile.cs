namespace ModelRouter.Evaluation;

/// <summary>Quantiles by linear interpolation between order statistics (Hyndman and Fan's definition 7, as NumPy and pandas have it).</summary>
internal static class Quantile
{
    /// <param name="sorted">Values in ascending order; at least one.</param>
    /// <param name="share">0 for the least, 1 for the greatest.</param>
    internal static double Of(IReadOnlyList<double> sorted, double share)
    {
        var place = share * (sorted.Count - 1);
        var below = (int)Math.Floor(place);
        var above = Math.Min(below + 1, sorted.Count - 1);

        // At a whole place the next value doesn't count, however far it is. Between two infinities there is no difference.
        return place == below || sorted[below] == sorted[above] ? sorted[below] : sorted[below] + ((place - below) * (sorted[above] - sorted[below]));
    }
}
