namespace ModelRouter;

/// <summary>Which prompts may be embedded, and how long that may take.</summary>
public sealed class PromptEmbeddingOptions
{
    /// <summary>The most sensitive data that the generator may be given, as <see cref="ModelProfile.Clearance"/> of a model; public data by default, since
    /// most generators are services. Prompts with more are routed by their shape and topics alone.</summary>
    public DataClass Clearance { get; set; } = DataClass.Public;

    /// <summary>How long a request waits for its embedding: 1 ms to a minute, 250 ms by default. It is routed without one then.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Characters of a request that are embedded at most, from its beginning: 1 or more, 8,000 by default.</summary>
    public int MaxCharacters { get; set; } = 8_000;

    internal PromptEmbeddingOptions Copy() => new() { Clearance = Clearance, Timeout = Timeout, MaxCharacters = MaxCharacters };
}
