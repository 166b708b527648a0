using System.Globalization;

namespace ModelRouter;

/// <summary>Durations as configuration writes them: <c>hours:minutes:seconds</c>, with <c>days.</c> before it from a day on.</summary>
/// <remarks>.NET takes a bare number for days, and hours beyond 23 as well: <c>20</c> are 20 days to it, and <c>24:00:00</c> are 24.</remarks>
internal static class DurationText
{
    /// <summary>Reads a duration that can mean only one.</summary>
    internal static bool TryRead(string text, out TimeSpan duration)
    {
        if (!TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out duration))
        {
            return false;
        }

        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? duration == TimeSpan.Zero : duration.Days == 0 || SaysDays(text, colon);
    }

    /// <summary>How to write what was probably meant; nothing if that can't be told.</summary>
    internal static string Hint(string text)
    {
        const int MostDays = 10_000;
        var (meant, parts) = (TimeSpan.Zero, text.Split(':'));
        if (TryRead(text, out _) || parts.Length > 3 || !Array.TrueForAll(parts, static part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out _)))
        {
            return "";
        }

        // A number alone is seconds to who writes it, and the first of several is hours.
        for (var i = 0; i < parts.Length; i++)
        {
            var unit = parts.Length == 1 ? TimeSpan.TicksPerSecond : i switch { 0 => TimeSpan.TicksPerHour, 1 => TimeSpan.TicksPerMinute, _ => TimeSpan.TicksPerSecond };
            var amount = long.Parse(parts[i], CultureInfo.InvariantCulture);
            meant += amount < MostDays * TimeSpan.TicksPerDay / unit ? new TimeSpan(amount * unit) : TimeSpan.FromDays(MostDays);
        }

        return meant.Days >= MostDays ? "" : parts.Length == 1 ? $" {text} seconds are {meant:c}." : $" Did you mean '{meant:c}'?";
    }

    private static bool SaysDays(string text, int colon) => text.AsSpan(0, colon).Contains('.') || text.AsSpan().Count(':') == 3;
}
