using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelRouter.Sampling;

namespace ModelRouter.LlamaCpp;

/// <summary>From <see cref="ChatOptions"/> to sampling parameters. What the options don't say comes from the client's defaults.</summary>
/// <remarks>What <c>AdditionalProperties</c> may hold stands at <see cref="LlamaChatClient"/>.</remarks>
internal static class SamplingDefaults
{
    public const string MinP = "min_p";
    public const string RepetitionPenalty = "repetition_penalty";
    public const string PenaltyWindow = "penalty_window";
    public const string LogitBias = "logit_bias";
    public const string ThinkBudget = "think_budget";

    /// <summary>Below it, down to 0, the samplers know no temperature; whoever asks for one means the likeliest token.</summary>
    private const float LeastTemperature = 0.01f;

    private static readonly SamplingParameters Moderate = new() { Temperature = 0.7f, TopP = 0.95f };

    /// <summary>What DeepSeek recommends for R1 if the model thinks, else moderate.</summary>
    public static SamplingParameters For(bool thinks) => thinks ? SamplingParameters.DeepSeekR1 : Moderate;

    /// <summary>A temperature as requests and settings give it, as the samplers know it.</summary>
    public static float? Temperature(float? asked) => asked is > 0 and < LeastTemperature ? 0 : asked;

    /// <summary>The request's seed, else the client's if that isn't 0, else one from <paramref name="seeds"/>.</summary>
    public static ulong SeedOf(SamplingParameters defaults, ChatOptions? options, Func<ulong> seeds) =>
        options?.Seed is { } given ? unchecked((ulong)given) : defaults.Seed != 0 ? defaults.Seed : seeds();

    public static SamplingParameters Apply(SamplingParameters defaults, ChatOptions? options, ulong seed) => options is null
        ? defaults with { Seed = seed }
        : defaults with
        {
            Temperature = Temperature(options.Temperature) ?? defaults.Temperature,
            TopP = options.TopP ?? defaults.TopP,
            TopK = options.TopK ?? defaults.TopK,
            FrequencyPenalty = options.FrequencyPenalty ?? defaults.FrequencyPenalty,
            PresencePenalty = options.PresencePenalty ?? defaults.PresencePenalty,
            MinP = (float?)ReadNumber(options, MinP) ?? defaults.MinP,
            RepetitionPenalty = (float?)ReadNumber(options, RepetitionPenalty) ?? defaults.RepetitionPenalty,
            PenaltyWindow = ReadPenaltyWindow(options) ?? defaults.PenaltyWindow,
            LogitBias = ReadBias(options) ?? defaults.LogitBias,
            Seed = seed,
        };

    /// <summary>The think budget in tokens; <see langword="null"/> for none.</summary>
    public static int? ReadThinkBudget(ChatOptions? options)
    {
        if (options is null || ReadNumber(options, ThinkBudget) is not { } budget)
        {
            return null;
        }

        return IsWhole(budget) && budget >= 1
            ? (int)budget
            : throw new ArgumentOutOfRangeException(nameof(options), budget, $"{ThinkBudget} is a whole number of tokens from 1.");
    }

    /// <summary>Its limits are the samplers' own.</summary>
    private static int? ReadPenaltyWindow(ChatOptions options) => ReadNumber(options, PenaltyWindow) is not { } window ? null
        : IsWhole(window) ? (int)window
        : throw new ArgumentOutOfRangeException(nameof(options), window, $"{PenaltyWindow} is a whole number of tokens.");

    private static bool IsWhole(double number) => number is >= int.MinValue and <= int.MaxValue && Math.Floor(number) == number;

    private static IReadOnlyDictionary<int, float>? ReadBias(ChatOptions options)
    {
        if (options.AdditionalProperties is null || !options.AdditionalProperties.TryGetValue(LogitBias, out var value) || value is null)
        {
            return null;
        }

        if (value is IReadOnlyDictionary<int, float> table)
        {
            return table;
        }

        var read = new Dictionary<int, float>();
        if (value is JsonElement { ValueKind: JsonValueKind.Object } json)
        {
            foreach (var entry in json.EnumerateObject())
            {
                if (!int.TryParse(entry.Name, NumberStyles.None, CultureInfo.InvariantCulture, out var token) ||
                    entry.Value.ValueKind != JsonValueKind.Number)
                {
                    throw new ArgumentException($"{LogitBias} maps token ids to numbers; '{entry.Name}' does not.", nameof(options));
                }

                read[token] = entry.Value.GetSingle();
            }

            return read;
        }

        throw new ArgumentException($"{LogitBias} must map token ids to numbers, not be {value.GetType().Name}.", nameof(options));
    }

    private static double? ReadNumber(ChatOptions options, string key)
    {
        if (options.AdditionalProperties is null || !options.AdditionalProperties.TryGetValue(key, out var value) || value is null)
        {
            return null;
        }

        return value switch
        {
            JsonElement { ValueKind: JsonValueKind.Number } json => json.GetDouble(),

            // Without thousands, by which "0,1" would be 1.
            string text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var read) => read,

            // A truth value converts to 0 or 1, and is none the less no number.
            IConvertible number when number.GetTypeCode() is >= TypeCode.SByte and <= TypeCode.Decimal => number.ToDouble(CultureInfo.InvariantCulture),
            _ => throw new ArgumentException($"{key} must be a number, not '{value}'.", nameof(options)),
        };
    }
}
