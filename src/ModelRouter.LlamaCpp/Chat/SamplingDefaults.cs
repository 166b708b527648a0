using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelRouter.Sampling;

namespace ModelRouter.LlamaCpp;

/// <summary>From <see cref="ChatOptions"/> to sampling parameters. What the options don't say comes from the client's defaults.</summary>
/// <remarks>Beyond the options' own properties, <c>AdditionalProperties</c> may hold <c>min_p</c>, <c>repetition_penalty</c> and
/// <c>think_budget</c> (thinking tokens).</remarks>
internal static class SamplingDefaults
{
    public const string MinP = "min_p";
    public const string RepetitionPenalty = "repetition_penalty";
    public const string ThinkBudget = "think_budget";

    /// <summary>For models that don't think.</summary>
    public static SamplingParameters Moderate { get; } = new() { Temperature = 0.7f, TopP = 0.95f };

    public static SamplingParameters Apply(SamplingParameters defaults, ChatOptions? options, ulong seed) => options is null
        ? defaults with { Seed = seed }
        : defaults with
        {
            Temperature = options.Temperature ?? defaults.Temperature,
            TopP = options.TopP ?? defaults.TopP,
            TopK = options.TopK ?? defaults.TopK,
            FrequencyPenalty = options.FrequencyPenalty ?? defaults.FrequencyPenalty,
            PresencePenalty = options.PresencePenalty ?? defaults.PresencePenalty,
            MinP = (float?)ReadNumber(options, MinP) ?? defaults.MinP,
            RepetitionPenalty = (float?)ReadNumber(options, RepetitionPenalty) ?? defaults.RepetitionPenalty,
            Seed = seed,
        };

    /// <summary>The think budget in tokens; <see langword="null"/> for none.</summary>
    public static int? ReadThinkBudget(ChatOptions? options)
    {
        if (options is null || ReadNumber(options, ThinkBudget) is not { } budget)
        {
            return null;
        }

        return budget is >= 1 and <= int.MaxValue
            ? (int)budget
            : throw new ArgumentOutOfRangeException(nameof(options), budget, $"{ThinkBudget} is a number of tokens from 1.");
    }

    private static double? ReadNumber(ChatOptions options, string key)
    {
        if (options.AdditionalProperties is null || !options.AdditionalProperties.TryGetValue(key, out var value) || value is null)
        {
            return null;
        }

        if (value is JsonElement { ValueKind: JsonValueKind.Number } number)
        {
            return number.GetDouble();
        }

        try
        {
            return Convert.ToDouble(value, CultureInfo.InvariantCulture);
        }
        catch (Exception unfit) when (unfit is FormatException or InvalidCastException or OverflowException)
        {
            throw new ArgumentException($"{key} must be a number, not '{value}'.", nameof(options), unfit);
        }
    }
}
