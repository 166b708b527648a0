using System.CommandLine;
using System.Globalization;

namespace ModelRouter.Cli;

/// <summary>Options that are a day or a time.</summary>
internal static class Moment
{
    private const string Day = "yyyy-MM-dd";

    /// <summary>Reads a day, or a day and a time; of UTC if it says no zone, wherever the machine stands. 01/02/2026 is another day to each second reader, and so none.</summary>
    internal static bool TryRead(string text, out DateTimeOffset moment)
    {
        moment = default;
        return text.Length >= Day.Length && DateOnly.TryParseExact(text.AsSpan(0, Day.Length), Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out moment);
    }

    internal static Option<DateTimeOffset?> Option(string name, string description)
    {
        var option = new Option<DateTimeOffset?>(name)
        {
            Description = description,
            HelpName = "2026-11-25|2026-11-25T08:00Z",
            CustomParser = result =>
            {
                var text = result.Tokens[0].Value;
                if (TryRead(text, out var moment))
                {
                    return moment;
                }

                result.AddError($"{name} must be a day or a time such as 2026-11-25 or 2026-11-25T08:00Z, not '{text}'.");
                return null;
            },
        };
        return option;
    }
}
