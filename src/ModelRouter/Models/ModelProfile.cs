using System.Collections.ObjectModel;

namespace ModelRouter;

/// <summary>What the router knows of a model before it is asked anything.</summary>
public sealed record ModelProfile
{
    /// <summary>The name by which policy, callers and receipts know the model; unique, compared without case.</summary>
    public required string Id { get; init; }

    /// <summary>Where its answers come from.</summary>
    public required ModelTier Tier { get; init; }

    /// <summary>The name the provider knows it by; <see langword="null"/> if its client needs none.</summary>
    public string? ProviderModel { get; init; }

    /// <summary>The name by which <see cref="RouterWeights"/> know it; <see langword="null"/> if that is <see cref="Id"/>.</summary>
    public string? KnownAs { get; init; }

    /// <summary>What its tokens cost.</summary>
    public required ModelPricing Pricing { get; init; }

    /// <summary>What it can do beyond text.</summary>
    public ModelCapabilities Capabilities { get; init; }

    /// <summary>Tokens of input and output together that it can hold; &gt; 0.</summary>
    public int ContextWindow { get; init; } = 8_192;

    /// <summary>Tokens that it ever writes, thought and answer together; &gt; 0, or <see langword="null"/> if only the window limits them.</summary>
    public int? MaxOutputTokens { get; init; }

    /// <summary>How long it may take, and how much it may be asked.</summary>
    public ModelLimits Limits { get; init; } = ModelLimits.Default;

    /// <summary>How it wants the conversation that it continues. <see cref="HistoryDialect.Default"/> leaves it to the model's client, if
    /// that answers <c>GetService</c> for the type; a <see cref="HistoryDialect"/> of one's own comes before the client's.</summary>
    public HistoryDialect History { get; init; } = HistoryDialect.Default;

    /// <summary>What it was made for; <see langword="null"/> for everything. It gets no other request, not even by its id.</summary>
    public IModelScope? Scope { get; init; }

    /// <summary>The most sensitive data that it may be given.</summary>
    public DataClass Clearance { get; init; } = DataClass.Internal;

    /// <summary>Where it runs, for policy rules, such as <c>in-house</c> or <c>eu</c>; <see langword="null"/> if that isn't said. Compared without case.</summary>
    public string? Residency { get; init; }

    /// <summary>Who made it, for policy rules, such as <c>deepseek</c>; <see langword="null"/> if that isn't said. Compared without case.</summary>
    public string? Provenance { get; init; }

    /// <summary>Prior chance, 0 to 1, that an answer of middling difficulty is right.</summary>
    public double Quality { get; init; } = 0.5;

    /// <summary>Priors for single tasks, where they differ from <see cref="Quality"/>.</summary>
    public IReadOnlyDictionary<PromptTask, double> TaskQuality { get; init; } = ReadOnlyDictionary<PromptTask, double>.Empty;

    /// <summary>Priors for single domains, where they differ from <see cref="Quality"/>; what a domain model is chosen by.</summary>
    public IReadOnlyDictionary<PromptDomain, double> DomainQuality { get; init; } = ReadOnlyDictionary<PromptDomain, double>.Empty;

    /// <summary>ISO 639-1 codes of the languages it is good at; empty for all.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>Time until its first token, queueing apart; at most 7 days.</summary>
    public TimeSpan FirstTokenLatency { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Tokens that it writes per second; &gt; 0.</summary>
    public double TokensPerSecond { get; init; } = 50;

    /// <summary>Thinking tokens that it spends on a prompt of middling difficulty; 0 if it doesn't think.</summary>
    public int ExpectedReasoningTokens { get; init; }
}
