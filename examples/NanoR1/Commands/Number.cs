using System.CommandLine;

namespace NanoR1;

/// <summary>Options that are whole numbers of a range.</summary>
internal static class Number
{
    public static Option<int> Option(string name, string description, int usual, int min, int max = int.MaxValue)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => usual, HelpName = "n" };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !(int.TryParse(token.Value, out var value) && value >= min && value <= max))
            {
                result.AddError(max == int.MaxValue
                    ? $"{name} must be a whole number of at least {min}, not '{token.Value}'."
                    : $"{name} must be a whole number from {min} to {max}, not '{token.Value}'.");
            }
        });
        return option;
    }
}
