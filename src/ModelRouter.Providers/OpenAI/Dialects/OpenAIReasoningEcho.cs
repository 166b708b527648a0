namespace ModelRouter.Providers;

/// <summary>What a service wants to see of its own earlier thoughts.</summary>
internal enum OpenAIReasoningEcho
{
    /// <summary>Nothing: it ignores them, or answers 400.</summary>
    Never,

    /// <summary>Those of turns in which it called tools; it does without where there are none.</summary>
    InToolTurns,

    /// <summary>Those of turns in which it called tools, and a field on every other message of such turns, even an empty one:
    /// DeepSeek answers 400 without it, also where the turn is long over.</summary>
    RequiredInToolTurns,
}
