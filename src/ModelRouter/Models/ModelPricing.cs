namespace ModelRouter;

/// <summary>A price list: US dollars per million tokens, and per request.</summary>
/// <remarks>Immutable. Prices not given fall back to the nearest given one: cached input to <see cref="InputPerMillion"/>,
/// reasoning to <see cref="OutputPerMillion"/>. No price is ever negative.</remarks>
public sealed record ModelPricing
{
    private const decimal Million = 1_000_000m;

    /// <summary>Every kind of token at no charge; only for models whose cost is carried elsewhere.</summary>
    public static ModelPricing Free { get; } = new();

    /// <summary>Dollars per million input tokens that were not read from a cache.</summary>
    public decimal InputPerMillion { get; init; }

    /// <summary>Dollars per million input tokens read from a cache, or <see langword="null"/> for the input price.</summary>
    public decimal? CachedInputPerMillion { get; init; }

    /// <summary>Dollars per million answer tokens.</summary>
    public decimal OutputPerMillion { get; init; }

    /// <summary>Dollars per million thinking tokens, or <see langword="null"/> for the output price.</summary>
    public decimal? ReasoningPerMillion { get; init; }

    /// <summary>Dollars for each request, whatever its size.</summary>
    public decimal PerRequest { get; init; }

    /// <summary>What a call with this usage costs, in US dollars, unrounded.</summary>
    public decimal CostOf(TokenUsage usage) =>
        PerRequest + (
            ((usage.InputTokens - usage.CachedInputTokens) * InputPerMillion) +
            (usage.CachedInputTokens * (CachedInputPerMillion ?? InputPerMillion)) +
            ((usage.OutputTokens - usage.ReasoningTokens) * OutputPerMillion) +
            (usage.ReasoningTokens * (ReasoningPerMillion ?? OutputPerMillion))) / Million;
}
