using System.Text.RegularExpressions;

namespace ModelRouter;

/// <summary>A failure in one line that may be logged: its type and message, secrets taken out.</summary>
internal static partial class ErrorText
{
    private const int MaxLength = 300;

    internal static string Of(Exception exception)
    {
        // Cut first: the pattern then never runs over a whole page that an upstream sent as its message.
        var message = exception.Message.ReplaceLineEndings(" ");
        message = message.Length > MaxLength ? string.Concat(message.AsSpan(0, MaxLength), "…") : message;
        return $"{exception.GetType().Name}: {Secret().Replace(message, "***")}";
    }

    [GeneratedRegex(
        """(?:\b(?:sk|pk|rk|ghp|gho|xox[abp]|AKIA|AIza)[-_A-Za-z0-9]{8,}|\bBearer\s+\S+|\beyJ[\w-]{10,}\.[\w.-]+|(?<=\b(?:api[-_]?key|key|token|password|secret|signature|sig)["']?\s*[=:]\s*["']?)[^\s"'&,;]+|(?<=://)[^/\s@]+(?=@))""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 250)]
    private static partial Regex Secret();
}
