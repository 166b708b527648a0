using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>Puts what the policy says of thinking into a request: a default where the caller says nothing, else a ceiling.</summary>
internal static class PolicyThinking
{
    /// <summary>The option by which models of the self-hosted engine are told how many tokens they may think.</summary>
    internal const string BudgetKey = "think_budget";

    // Room that a thought leaves its answer.
    private const int LeastAnswer = 512;

    // What services' names for effort hold: reasoning_effort, thinking, enable_thinking; and what templates and gateways are told by.
    private static readonly string[] Asking = ["reason", "think", "effort", "template", "extra"];

    /// <summary>What stage 1 understood, where the policy switches thinking off that the caller left on.</summary>
    internal static PromptProfile Expect(PromptProfile prompt, PolicyVerdict verdict) =>
        verdict.Effort == ReasoningEffort.None && prompt.ExpectsThinking ? prompt with { ExpectsThinking = false } : prompt;

    /// <summary>Whether the profile says of a model that it thinks.</summary>
    internal static bool Thinks(ModelProfile model) => model.Capabilities.HasFlag(ModelCapabilities.Reasoning) || model.ExpectedReasoningTokens > 0;

    /// <summary>Changes <paramref name="options"/>, which have to be the router's own copy. Services refuse an effort for a model that doesn't think, so such
    /// a model gets none that the caller hasn't asked for.</summary>
    internal static void Apply(ChatOptions options, PolicyVerdict verdict, ModelProfile model)
    {
        if (verdict.Effort is { } effort && !(options.Reasoning?.Effort <= effort) && (Thinks(model) || MayAsk(options)))
        {
            options.Reasoning = new() { Effort = effort, Output = options.Reasoning?.Output };
        }

        if (verdict.ThinkBudget is { } budget && !(Asked(options) <= budget))
        {
            (options.AdditionalProperties ??= [])[BudgetKey] = budget;
        }
    }

    /// <summary>How many tokens the model may think, by the caller or the policy, whoever allows less; <see langword="null"/> if neither says.</summary>
    internal static double? BudgetOf(ChatOptions? options, PolicyVerdict verdict) =>
        (options is null ? null : Asked(options)) is { } asked && !(asked > verdict.ThinkBudget) ? asked : verdict.ThinkBudget;

    /// <summary>Lets a thought leave room for its answer within a limit that is the router's own.</summary>
    internal static void Hold(ChatOptions options, int outputLimit)
    {
        var most = Math.Max(1, outputLimit - Math.Min(LeastAnswer, outputLimit / 4));
        if (Asked(options) > most)
        {
            options.AdditionalProperties![BudgetKey] = most;
        }
    }

    /// <summary>Raw options and properties that go along may ask for effort as well, which only the client can see, and then the policy's is the most.</summary>
    private static bool MayAsk(ChatOptions options) => options.Reasoning?.Effort is not null || options.RawRepresentationFactory is not null
        || options.AdditionalProperties?.Keys.Any(static key => key != BudgetKey && Asking.Any(part => key.Contains(part, StringComparison.OrdinalIgnoreCase))) is true;

    /// <summary>The caller's own budget; <see langword="null"/> if there is none that a number could be read from.</summary>
    private static double? Asked(ChatOptions options) => options.AdditionalProperties?.GetValueOrDefault(BudgetKey) switch
    {
        JsonElement { ValueKind: JsonValueKind.Number } number => number.GetDouble(),
        IConvertible value when double.TryParse(Convert.ToString(value, CultureInfo.InvariantCulture), CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };
}
