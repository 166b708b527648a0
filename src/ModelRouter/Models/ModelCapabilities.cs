namespace ModelRouter;

/// <summary>What a model can do beyond plain text in, plain text out.</summary>
[Flags]
public enum ModelCapabilities
{
    /// <summary>Text only.</summary>
    None = 0,

    /// <summary>Calls the functions that a request offers.</summary>
    Tools = 1,

    /// <summary>Reads images.</summary>
    Vision = 2,

    /// <summary>Keeps to a JSON schema that a request gives.</summary>
    JsonSchema = 4,

    /// <summary>Thinks before it answers, whether or not the thought is shown.</summary>
    Reasoning = 8,

    /// <summary>Hears audio.</summary>
    Audio = 16,
}
