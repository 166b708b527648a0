namespace ModelRouter;

/// <summary>How a model wants the conversation that it continues, where it is stricter than the protocol that it is reached by.</summary>
/// <remarks>
/// Immutable. The router sends every conversation in its model's dialect, and never changes the caller's own. Whatever the dialect,
/// thoughts of other models and their providers' own objects (<c>RawRepresentation</c>) are taken out, since providers sign
/// their own and reject any other. The default is a model that takes all that the protocol allows.
/// </remarks>
public sealed record HistoryDialect
{
    /// <summary>A model that takes what the protocol allows.</summary>
    public static HistoryDialect Default { get; } = new();

    /// <summary>DeepSeek-R1 and its distillates: no system prompt, no thoughts of earlier turns, and turns that alternate.</summary>
    public static HistoryDialect DeepSeekR1 { get; } = new()
    {
        Reasoning = ReasoningEcho.Forbidden,
        SystemPrompt = SystemPromptRule.MergedIntoUser,
        AlternatingTurns = true,
    };

    /// <summary>What becomes of the thoughts that the model itself had.</summary>
    public ReasoningEcho Reasoning { get; init; }

    /// <summary>Where the model takes a system prompt.</summary>
    public SystemPromptRule SystemPrompt { get; init; }

    /// <summary>True if the model's template refuses two turns of the same side in a row; they are then joined.</summary>
    public bool AlternatingTurns { get; init; }

    /// <summary>True if the first turn has to be the user's; where it isn't, one is put before it.</summary>
    public bool BeginsWithUser { get; init; }

    /// <summary>The form that ids of tool calls must have; <see langword="null"/> for any. Ids of another form, and such as an earlier
    /// call has had already, are written anew: the same one for a call and its result, and the same one in every request.</summary>
    public ToolCallIdFormat? ToolCallIds { get; init; }

    /// <summary>What becomes of the tool calls that other models made.</summary>
    public ForeignToolCalls ForeignToolCalls { get; init; }

    /// <summary>What becomes of images if the model lacks <see cref="ModelCapabilities.Vision"/>, and of audio if it lacks
    /// <see cref="ModelCapabilities.Audio"/>.</summary>
    public UnseenImages Images { get; init; }

    /// <summary>What becomes of a model's turn that says nothing.</summary>
    public EmptyTurns EmptyTurns { get; init; }

    /// <summary>Options that the model's endpoint rejects; they are removed rather than sent.</summary>
    public UnsupportedOptions Unsupported { get; init; }
}
