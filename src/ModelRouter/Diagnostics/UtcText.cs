using System.Globalization;

namespace ModelRouter;

/// <summary>Times for people, in UTC and the calendar of ISO 8601, whatever culture the application runs in.</summary>
internal static class UtcText
{
    internal static string Of(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
