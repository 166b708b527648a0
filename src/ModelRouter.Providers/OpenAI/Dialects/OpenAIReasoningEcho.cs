namespace ModelRouter.Providers;

/// <summary>What a service wants to see of its own earlier thoughts.</summary>
internal enum OpenAIReasoningEcho
{
    /// <summary>Nothing: it ignores them, or answers 400.</summary>
    Never,

    /// <summary>Those of turns in which it called tools; it does without where there are none.</summary>
    InToolTurns,

    /// <summary>Those of turns in which it called tools, and in the turn that goes on a field on every message of its, even an empty
    /// one: without it DeepSeek answers 400.</summary>
    RequiredInToolTurns,
}
