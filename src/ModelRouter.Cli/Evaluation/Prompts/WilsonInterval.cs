using ModelRouter.Evaluation;

namespace ModelRouter.Cli;

/// <summary>The score interval of E. B. Wilson (1927), https://doi.org/10.2307/2276774: for shares near 0 and 1 as well.</summary>
internal static class WilsonInterval
{
    private const double Z = 1.959963984540054;

    /// <summary>A share with its 95% interval.</summary>
    /// <param name="successes">From 0 to <paramref name="count"/>; need not be whole where an observation is right in part.</param>
    /// <param name="count">Observations that don't depend on each other; at 0 nothing is known.</param>
    internal static Interval Of(double successes, int count)
    {
        if (count == 0)
        {
            return new(double.NaN, 0, 1);
        }

        var share = successes / count;
        var denominator = 1 + (Z * Z / count);
        var centre = (share + (Z * Z / (2 * count))) / denominator;
        var half = Z / denominator * Math.Sqrt((share * (1 - share) / count) + (Z * Z / (4.0 * count * count)));

        // Rounding must not push a bound past the share itself.
        return new(share, share <= 0 ? 0 : centre - half, share >= 1 ? 1 : centre + half);
    }
}
