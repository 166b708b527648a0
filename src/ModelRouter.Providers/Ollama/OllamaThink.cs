namespace ModelRouter.Providers;

/// <summary>Whether a model thinks before it answers, and how much.</summary>
internal enum OllamaThink
{
    /// <summary>As the model does by itself.</summary>
    Default,

    /// <summary>Not at all.</summary>
    Off,

    /// <summary>It thinks.</summary>
    On,

    /// <summary>A little, for models with levels.</summary>
    Low,

    /// <summary>For models with levels.</summary>
    Medium,

    /// <summary>Much, for models with levels.</summary>
    High,
}
