namespace ModelRouter;

/// <summary>What the analysis understood of a prompt; the only view of it that the later stages have.</summary>
public sealed record PromptProfile
{
    /// <summary>What is asked for.</summary>
    public required PromptTask Task { get; init; }

    /// <summary>The field it touches.</summary>
    public required PromptDomain Domain { get; init; }

    /// <summary>The language of the person's request as an ISO 639-1 code, <c>"und"</c> if it can't be told.</summary>
    public required string Language { get; init; }

    /// <summary>From 0 (trivial) to 1 (hard).</summary>
    public required double Difficulty { get; init; }

    /// <summary>The most sensitive class of data found, or declared by the caller if that is higher.</summary>
    public required DataClass DataClass { get; init; }

    /// <summary>The kinds of sensitive data that were found; what the caller declares adds none.</summary>
    public SensitiveData SensitiveData { get; init; }

    /// <summary>How much the conversation, tool results and given texts included, looks like an attempt to turn the model against those whom it
    /// works for: from 0 (not at all) to 1.</summary>
    public double InjectionSuspicion { get; init; }

    /// <summary>What the suspicion rests on.</summary>
    public InjectionSignals InjectionSignals { get; init; }

    /// <summary>What the conversation brings to read, see or hear.</summary>
    public PromptModalities Modalities { get; init; } = PromptModalities.Text;

    /// <summary>Estimated tokens of the whole conversation, system prompt and tool results included.</summary>
    public required int InputTokens { get; init; }

    /// <summary>Estimated tokens that an answer will take, thinking not included.</summary>
    public required int ExpectedOutputTokens { get; init; }

    /// <summary>Tokens that thought and answer together may take at most, as the caller limits them; &gt; 0, or <see langword="null"/> for no limit.</summary>
    public int? OutputLimit { get; init; }

    /// <summary>False if the caller asks models not to think.</summary>
    public bool ExpectsThinking { get; init; } = true;

    /// <summary>The person's request as learned predictors see it; <see langword="null"/> if the analyzer makes none, or the router's own where
    /// nothing was ever learned of any of the models, and nothing learns.</summary>
    public PromptVector? Vector { get; init; }

    /// <summary>What a model must be able to do to serve the request at all.</summary>
    public required ModelCapabilities RequiredCapabilities { get; init; }
}
