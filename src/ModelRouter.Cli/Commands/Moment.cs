using System.CommandLine;
using System.Globalization;

namespace ModelRouter.Cli;

/// <summary>Options that are a day or a time.</summary>
internal static class Moment
{
    internal static Option<DateTimeOffset?> Option(string name, string description)
    {
        var option = new Option<DateTimeOffset?>(name)
        {
            Description = description,
            HelpName = "2026-11-25|2026-11-25T08:00Z",
            CustomParser = result =>
            {
                // Without a zone it is UTC's, wherever the machine stands.
                var text = result.Tokens[0].Value;
                if (text.Length >= 10 && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment))
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
