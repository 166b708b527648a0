using System.CommandLine;

namespace ModelRouter.Cli;

/// <summary>Options that are whole numbers of a range.</summary>
internal static class Number
{
    internal static Option<int?> Option(string name, string description, int min, int max = int.MaxValue)
    {
        var option = new Option<int?>(name) { Description = description, HelpName = "n" };
        option.Validators.Add(result =>
        {
            if (result.Tokens is not [var token] || (int.TryParse(token.Value, out var value) && value >= min && value <= max))
            {
                return;
            }

            result.AddError(max == int.MaxValue
                ? $"{name} must be a whole number of at least {min}, not '{token.Value}'."
                : $"{name} must be a whole number from {min} to {max}, not '{token.Value}'.");
        });
        return option;
    }
}
