using System.Globalization;

namespace ModelRouter.Providers;

/// <summary>Reads how long a service wants to be left alone.</summary>
internal static class OpenAIRetryAfter
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    /// <summary>Reads <c>retry-after-ms</c>, or else <c>Retry-After</c> in seconds or as a date; <see langword="null"/> if neither says it.</summary>
    public static TimeSpan? Read(Func<string, string?> header, TimeProvider time)
    {
        if (header("retry-after-ms") is { } milliseconds && Number(milliseconds) is { } ms)
        {
            return Bounded(ms / 1_000);
        }

        if (header("Retry-After") is not { } text)
        {
            return null;
        }

        if (Seconds(text) is { } seconds)
        {
            return seconds;
        }

        // By the service's own clock where it tells that, so that ours need not be right.
        return Date(text) is { } date ? Bounded((date - (Date(header("Date")) ?? time.GetUtcNow())).TotalSeconds) : null;
    }

    /// <summary>A number of seconds, whole or not.</summary>
    public static TimeSpan? Seconds(string text) => Number(text) is { } seconds ? Bounded(seconds) : null;

    private static DateTimeOffset? Date(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date : null;

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number)
            ? number
            : null;

    private static TimeSpan Bounded(double seconds) =>
        seconds <= 0 ? TimeSpan.Zero : seconds >= Longest.TotalSeconds ? Longest : TimeSpan.FromSeconds(seconds);
}
