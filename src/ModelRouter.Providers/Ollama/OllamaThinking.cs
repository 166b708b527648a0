using Microsoft.Extensions.AI;
using OllamaSharp.Models.Chat;

namespace ModelRouter.Providers;

/// <summary>Decides what a request says about thinking: nothing, yes, no, or a level.</summary>
internal static class OllamaThinking
{
    /// <summary>The value for the wire; <see langword="null"/> to say nothing, which leaves it to the model.</summary>
    public static ThinkValue? Choose(OllamaThink configured, ReasoningEffort? effort, OllamaModelFacts facts) => effort switch
    {
        null => Configured(configured, facts),
        ReasoningEffort.None => Off(facts),

        // Models without levels can only think or not, and Ollama rejects a level for them.
        _ when !facts.HasThinkLevels => true,
        ReasoningEffort.Low => new ThinkValue(ThinkValue.Low),
        ReasoningEffort.Medium => new ThinkValue(ThinkValue.Medium),
        _ => new ThinkValue(ThinkValue.High),
    };

    /// <summary>What raw options say, unless that is more than was chosen: the policy may have set it.</summary>
    public static ThinkValue? Lower(ThinkValue? raw, ThinkValue? chosen) => raw is not null && RankOf(raw) <= RankOf(chosen) ? raw : chosen;

    private static int RankOf(ThinkValue? think) => think is { } value ? (string?)value switch { "false" => 0, ThinkValue.Low => 1, ThinkValue.Medium => 2, _ => 3 } : 0;

    private static ThinkValue? Configured(OllamaThink configured, OllamaModelFacts facts) => configured switch
    {
        OllamaThink.Off => Off(facts),
        OllamaThink.On => true,
        OllamaThink.Low => new ThinkValue(ThinkValue.Low),
        OllamaThink.Medium => new ThinkValue(ThinkValue.Medium),
        OllamaThink.High => new ThinkValue(ThinkValue.High),
        _ => null,
    };

    /// <summary>A model that can't think needs no telling, and versions of Ollama differ in whether they take it.</summary>
    private static ThinkValue? Off(OllamaModelFacts facts) => facts.Lacks("thinking") ? null : false;
}
