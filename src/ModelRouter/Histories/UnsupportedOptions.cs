namespace ModelRouter;

/// <summary>Options of a request that an endpoint may reject.</summary>
[Flags]
public enum UnsupportedOptions
{
    /// <summary>It takes all.</summary>
    None = 0,

    /// <summary>The sampling temperature.</summary>
    Temperature = 1,

    /// <summary>The share of probability that is sampled from.</summary>
    TopP = 2,

    /// <summary>The number of tokens that are sampled from.</summary>
    TopK = 4,

    /// <summary>The penalty for frequent tokens.</summary>
    FrequencyPenalty = 8,

    /// <summary>The penalty for tokens that were used at all.</summary>
    PresencePenalty = 16,

    /// <summary>The seed.</summary>
    Seed = 32,

    /// <summary>Texts at which the answer stops.</summary>
    StopSequences = 64,

    /// <summary>How much the model thinks, and how much of that it shows.</summary>
    Reasoning = 128,

    /// <summary>The answer's form: JSON, or a JSON schema.</summary>
    ResponseFormat = 256,

    /// <summary>The limit of the answer's length.</summary>
    MaxOutputTokens = 512,

    /// <summary>Tools, and everything that is said about them.</summary>
    Tools = 1_024,

    /// <summary>Whether the model has to call a tool.</summary>
    ToolMode = 2_048,

    /// <summary>Whether the model may call several tools at once.</summary>
    ParallelToolCalls = 4_096,
}
