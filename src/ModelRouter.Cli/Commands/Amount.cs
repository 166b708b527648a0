using System.CommandLine;
using System.Globalization;

namespace ModelRouter.Cli;

/// <summary>Options that are amounts: decimal numbers of a range, also written as <c>608e9</c> or <c>608B</c>.</summary>
internal static class Amount
{
    internal static Option<decimal?> Option(string name, string description, CostRange range, string helpName = "n", bool isWhole = false) =>
        new(name)
        {
            Description = description,
            HelpName = helpName,
            CustomParser = result =>
            {
                var text = result.Tokens[^1].Value;
                if (TryRead(text, out var value) && range.Has(value) && (!isWhole || decimal.IsInteger(value)))
                {
                    return value;
                }

                result.AddError($"{name} must be a {(isWhole ? "whole number" : "number")} {range}, not '{text}'.");
                return null;
            },
        };

    internal static bool TryRead(string text, out decimal value)
    {
        decimal? factor = text.Length == 0 ? null : char.ToUpperInvariant(text[^1]) switch
        {
            'K' => 1_000,
            'M' => 1_000_000,
            'B' => 1_000_000_000,
            'T' => 1_000_000_000_000,
            _ => null,
        };
        var number = factor is null ? text : text[..^1];
        if (!decimal.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out value) || Math.Abs(value) > decimal.MaxValue / (factor ?? 1))
        {
            return false;
        }

        value *= factor ?? 1;
        return true;
    }
}
