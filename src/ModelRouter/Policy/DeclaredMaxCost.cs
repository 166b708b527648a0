using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>The cost in US dollars that a caller allows, in <see cref="ChatOptions.AdditionalProperties"/>: models that are expected to cost more may not serve.</summary>
internal static class DeclaredMaxCost
{
    /// <summary>US dollars, ≥ 0: models whose answer is expected to cost more may not serve.</summary>
    internal const string Key = "modelrouter.max_cost";

    /// <summary>The rule that exclusions name.</summary>
    internal const string Rule = "max-cost";

    /// <summary>What is allowed; <see langword="null"/> if nothing is said.</summary>
    /// <exception cref="ArgumentException">Something else than a number of at least 0 is declared.</exception>
    internal static decimal? Read(ChatOptions? options)
    {
        if (options?.AdditionalProperties is not { } properties || !properties.TryGetValue(Key, out var value) || value is null)
        {
            return null;
        }

        return (value switch
        {
            decimal exact => exact,
            double number when Math.Abs(number) < 1e15 => (decimal)number,
            float number when Math.Abs(number) < 1e15f => (decimal)number,
            int number => number,
            long number => number,
            JsonElement { ValueKind: JsonValueKind.Number } json when json.TryGetDecimal(out var number) => number,
            _ => (decimal?)null,
        }) is { } cost and >= 0
            ? cost
            : throw new ArgumentException($"The property '{Key}' must be a number of US dollars, at least 0.", nameof(options));
    }
}
