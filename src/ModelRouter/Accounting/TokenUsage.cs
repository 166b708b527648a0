namespace ModelRouter;

/// <summary>Tokens of one call. Cached input is part of the input; reasoning is part of the output.</summary>
/// <param name="InputTokens">All tokens read, cached ones included; ≥ 0.</param>
/// <param name="CachedInputTokens">Of the input, those read from a cache; ≤ <paramref name="InputTokens"/>.</param>
/// <param name="OutputTokens">All tokens written, thinking included; ≥ 0.</param>
/// <param name="ReasoningTokens">Of the output, those spent thinking; ≤ <paramref name="OutputTokens"/>.</param>
/// <param name="IsEstimated">True where the provider reported too little, or nothing, and tokens were estimated from the text.</param>
public readonly record struct TokenUsage(
    long InputTokens,
    long CachedInputTokens,
    long OutputTokens,
    long ReasoningTokens,
    bool IsEstimated = false)
{
    /// <summary>Parts that some services bill apart; <see langword="null"/> if there are none.</summary>
    public TokenDetails? Details { get; init; }

    /// <summary>Of the input, those written to a cache for later requests; ≥ 0.</summary>
    public long CacheWriteTokens => Details?.CacheWriteTokens ?? 0;
}
