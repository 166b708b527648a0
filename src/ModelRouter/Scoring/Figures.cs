using System.Globalization;

namespace ModelRouter;

/// <summary>Amounts and times for people.</summary>
internal static class Figures
{
    /// <summary>The digits that a number has after its point at most.</summary>
    private const int MostDigits = 28;

    /// <summary>A limit and what is beyond it, with so many digits that the two don't read as the same.</summary>
    /// <param name="limit">The limit.</param>
    /// <param name="beyond">What is beyond it.</param>
    /// <param name="digits">The digits after the point that suffice otherwise.</param>
    internal static (string Limit, string Beyond) Apart(decimal limit, decimal beyond, int digits)
    {
        // Rounding keeps the order, so what reads as different reads in the right order.
        while (digits < MostDigits && Text(limit, digits) == Text(beyond, digits))
        {
            digits++;
        }

        return (Text(limit, digits), Text(beyond, digits));
    }

    internal static decimal Seconds(TimeSpan time) => time.Ticks / (decimal)TimeSpan.TicksPerSecond;

    private static string Text(decimal figure, int digits) => figure.ToString($"0.{new string('#', digits)}", CultureInfo.InvariantCulture);
}
