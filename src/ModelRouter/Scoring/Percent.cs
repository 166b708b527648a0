using System.Globalization;

namespace ModelRouter;

/// <summary>Chances for people.</summary>
internal static class Percent
{
    /// <summary>To a tenth of a per cent; only what is certain reads as such.</summary>
    internal static string Of(double chance) =>
        (chance is > 0.999 and < 1 ? 0.999 : chance is > 0 and < 0.001 ? 0.001 : chance).ToString("P1", CultureInfo.InvariantCulture);

    /// <summary>To a whole per cent, but for what would read as none or all of it and isn't.</summary>
    internal static string Whole(double chance) =>
        chance is (> 0 and <= 0.005) or (>= 0.995 and < 1) ? Of(chance) : chance.ToString("P0", CultureInfo.InvariantCulture);

    /// <summary>A chance and the least that is wanted, with so many digits that the one reads as less than the other.</summary>
    internal static (string Least, string Chance) Below(double least, double chance)
    {
        var (wanted, has) = (least.ToString("P1", CultureInfo.InvariantCulture), Of(chance));
        return wanted != has ? (wanted, has) : (least.ToString("P4", CultureInfo.InvariantCulture), (Math.Floor(chance * 1e6) / 1e6).ToString("P4", CultureInfo.InvariantCulture));
    }
}
