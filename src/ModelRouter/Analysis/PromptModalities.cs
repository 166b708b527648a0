namespace ModelRouter;

/// <summary>What a conversation brings a model to read, see or hear.</summary>
[Flags]
public enum PromptModalities
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Text.</summary>
    Text = 1,

    /// <summary>Images.</summary>
    Image = 2,

    /// <summary>Recorded sound.</summary>
    Audio = 4,

    /// <summary>Anything else: documents, videos, files that the service keeps.</summary>
    File = 8,
}
