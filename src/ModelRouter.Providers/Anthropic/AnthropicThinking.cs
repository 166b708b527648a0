using Anthropic.Models.Messages;
using Microsoft.Extensions.AI;

namespace ModelRouter.Providers;

/// <summary>What a request says about thinking.</summary>
/// <param name="Config">For the wire; <see langword="null"/> to say nothing.</param>
/// <param name="Effort">For the wire; <see langword="null"/> to say nothing.</param>
/// <param name="MaxTokens">Tokens of the answer, thought included.</param>
/// <param name="KeepsThoughts">False if earlier thoughts must stay away.</param>
internal sealed record AnthropicThinking(ThinkingConfigParam? Config, Effort? Effort, long MaxTokens, bool KeepsThoughts)
{
    private static readonly Effort[] Levels =
    [
        Anthropic.Models.Messages.Effort.Low, Anthropic.Models.Messages.Effort.Medium, Anthropic.Models.Messages.Effort.High,
        Anthropic.Models.Messages.Effort.Xhigh, Anthropic.Models.Messages.Effort.Max,
    ];

    /// <summary>Decides for one request.</summary>
    public static AnthropicThinking Choose(AnthropicSettings settings, ChatOptions? options, IReadOnlyList<ChatMessage> messages)
    {
        var effort = options?.Reasoning?.Effort;
        var isOff = effort == ReasoningEffort.None || (effort is null && settings.Think == AnthropicThink.Off);
        var tokens = options?.MaxOutputTokens ?? settings.MaxOutputTokens;
        if (isOff)
        {
            return new(new ThinkingConfigDisabled(), null, tokens, KeepsThoughts: false);
        }

        var level = LevelOf(effort, settings);
        if (effort is null && settings.Think == AnthropicThink.Default)
        {
            return new(null, level, tokens, KeepsThoughts: true);
        }

        // The service takes thinking neither with a forced tool nor in the middle of a turn that began without it.
        if ((options?.ToolMode is RequiredChatToolMode && options.Tools is { Count: > 0 }) || !AnthropicConversation.AllowsThinking(messages))
        {
            return new(null, level, tokens, KeepsThoughts: false);
        }

        var isHidden = options?.Reasoning?.Output == ReasoningOutput.None;
        return settings.Think == AnthropicThink.Adaptive
            ? new(new ThinkingConfigAdaptive { Display = isHidden ? Display.Omitted : Display.Summarized }, level, tokens, KeepsThoughts: true)
            : WithBudget(BudgetOf(effort) ?? settings.ThinkingBudget, settings, options, level, isHidden);
    }

    /// <summary>The same within an answer's limit, which raw options and budgets may have lowered; <see langword="null"/> if that leaves no room for a thought.</summary>
    public static ThinkingConfigParam? Within(long tokens, ThinkingConfigParam? config) =>
        config?.Value is not ThinkingConfigEnabled enabled || enabled.BudgetTokens < tokens ? config
        : Room(tokens) is var room and >= AnthropicSettings.LeastBudget ? (ThinkingConfigParam)(enabled with { BudgetTokens = room })
        : null;

    /// <summary>What raw options say of thinking, unless that is more than was asked for: the policy may have set it.</summary>
    public ThinkingConfigParam? Lower(ThinkingConfigParam? raw, ReasoningEffort? effort) => (raw?.Value, Config?.Value) switch
    {
        (null, _) => Config,
        _ when effort is null => raw,
        (ThinkingConfigDisabled, _) or (ThinkingConfigAdaptive, ThinkingConfigAdaptive) => raw,
        (ThinkingConfigEnabled enabled, ThinkingConfigEnabled chosen) => enabled with { BudgetTokens = Math.Min(enabled.BudgetTokens, chosen.BudgetTokens) },
        (ThinkingConfigEnabled enabled, ThinkingConfigAdaptive) when BudgetOf(effort) is { } most => enabled with { BudgetTokens = Math.Min(enabled.BudgetTokens, most) },
        _ => Config,
    };

    /// <summary>The same of the effort.</summary>
    public OutputConfig? Lower(OutputConfig? raw, ReasoningEffort? effort)
    {
        if (raw is null || effort is null || raw.Effort is null)
        {
            return Effort is not { } said || (raw is not null && effort is null) ? raw : (raw ?? new()) with { Effort = said };
        }

        var most = Effort ?? LevelOf(effort.Value);
        return Array.IndexOf(Levels, raw.Effort.Value()) is var level and >= 0 && level <= Array.IndexOf(Levels, most) ? raw : raw with { Effort = most };
    }

    /// <summary>A budget has to be below the answer's limit: a limit of ours makes room, a caller's or a budget's makes the thought smaller and leaves a
    /// quarter for the answer.</summary>
    private static AnthropicThinking WithBudget(long budget, AnthropicSettings settings, ChatOptions? options, Effort? level, bool isHidden)
    {
        long tokens = settings.MaxOutputTokens;
        if (options?.MaxOutputTokens is { } limit)
        {
            (tokens, budget) = (limit, Math.Min(budget, Room(limit)));
        }
        else if (tokens <= budget)
        {
            tokens += budget;
        }

        if (budget < AnthropicSettings.LeastBudget)
        {
            return new(null, level, tokens, KeepsThoughts: false);
        }

        var config = new ThinkingConfigEnabled(budget);
        return new(isHidden ? config with { Display = ThinkingConfigEnabledDisplay.Omitted } : config, level, tokens, KeepsThoughts: true);
    }

    private static long Room(long limit) => limit - Math.Max(1, limit / 4);

    private static long? BudgetOf(ReasoningEffort? effort) => effort switch
    {
        ReasoningEffort.Low => 1024,
        ReasoningEffort.Medium => 8192,
        ReasoningEffort.High => 16384,
        ReasoningEffort.ExtraHigh => 32768,
        _ => null,
    };

    private static Effort LevelOf(ReasoningEffort effort) => effort switch
    {
        ReasoningEffort.None or ReasoningEffort.Low => Anthropic.Models.Messages.Effort.Low,
        ReasoningEffort.Medium => Anthropic.Models.Messages.Effort.Medium,
        ReasoningEffort.ExtraHigh => Anthropic.Models.Messages.Effort.Xhigh,
        _ => Anthropic.Models.Messages.Effort.High,
    };

    /// <summary>What is asked for, where the model decides how much it thinks; else what is configured.</summary>
    private static Effort? LevelOf(ReasoningEffort? effort, AnthropicSettings settings) =>
        settings.Think == AnthropicThink.Adaptive && effort is { } asked ? LevelOf(asked)
        : settings.Effort switch
        {
            null => null,
            AnthropicEffort.Low => Anthropic.Models.Messages.Effort.Low,
            AnthropicEffort.Medium => Anthropic.Models.Messages.Effort.Medium,
            AnthropicEffort.High => Anthropic.Models.Messages.Effort.High,
            AnthropicEffort.XHigh => Anthropic.Models.Messages.Effort.Xhigh,
            _ => Anthropic.Models.Messages.Effort.Max,
        };
}
