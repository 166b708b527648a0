namespace ModelRouter.Providers;

/// <summary>Whether a model thinks before it answers.</summary>
internal enum AnthropicThink
{
    /// <summary>As the model does by itself.</summary>
    Default,

    /// <summary>Not at all.</summary>
    Off,

    /// <summary>It thinks, within a budget of tokens.</summary>
    On,

    /// <summary>The model decides how much.</summary>
    Adaptive,
}
