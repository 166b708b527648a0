namespace ModelRouter;

/// <summary>Where a model takes a system prompt.</summary>
public enum SystemPromptRule
{
    /// <summary>Anywhere.</summary>
    Allowed,

    /// <summary>Once, at the beginning: several become one, in their order.</summary>
    AtStart,

    /// <summary>Nowhere: what stands before the conversation becomes the beginning of the first user turn, and what stands within
    /// it a user turn. DeepSeek-R1 is at its best like that.</summary>
    MergedIntoUser,
}
