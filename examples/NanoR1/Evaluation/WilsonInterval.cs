namespace NanoR1;

/// <summary>Bounds of a share that was measured on a sample: with 95% confidence it lies between them.</summary>
/// <param name="Low">0 to 1.</param>
/// <param name="High">0 to 1.</param>
internal readonly record struct WilsonInterval(double Low, double High)
{
    private const double Z = 1.959963984540054;

    /// <summary>The score interval of E. B. Wilson (1927), which holds for shares near 0 and 1 as well.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is not positive, or <paramref name="successes"/> not within it.</exception>
    public static WilsonInterval Of(int successes, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ArgumentOutOfRangeException.ThrowIfNegative(successes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(successes, count);
        var share = (double)successes / count;
        var denominator = 1 + (Z * Z / count);
        var centre = (share + (Z * Z / (2 * count))) / denominator;
        var half = Z / denominator * Math.Sqrt((share * (1 - share) / count) + (Z * Z / (4.0 * count * count)));

        // Rounding must not push a bound past the share itself.
        return new(successes == 0 ? 0 : centre - half, successes == count ? 1 : centre + half);
    }
}
