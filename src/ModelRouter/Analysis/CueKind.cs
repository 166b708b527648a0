namespace ModelRouter;

/// <summary>What a cue speaks for.</summary>
internal enum CueKind
{
    /// <summary>A <see cref="PromptTask"/>.</summary>
    Task,

    /// <summary>A <see cref="PromptDomain"/>.</summary>
    Domain,

    /// <summary>More or less difficulty than the task has on average.</summary>
    Difficulty,
}
