namespace ModelRouter;

/// <summary>A price list: US dollars per million tokens, and per request.</summary>
/// <remarks>Immutable. Prices not given fall back to the nearest given one: every kind of input to <see cref="InputPerMillion"/>, every kind of
/// output to <see cref="OutputPerMillion"/>. No price is ever negative, and no cost is rounded.
/// <para>Lists change: <see cref="EffectiveFrom"/> is the time from which this one holds, <see cref="Earlier"/> the one that held before.
/// An attempt is charged by the list in force when it began.</para>
/// <para>Discounts are on tokens, not on <see cref="PerRequest"/>; where several apply, the best of them counts alone.</para></remarks>
public sealed record ModelPricing
{
    private const decimal Million = 1_000_000m;

    /// <summary>Every kind of token at no charge; only for models whose cost is carried elsewhere.</summary>
    public static ModelPricing Free { get; } = new();

    /// <summary>Dollars per million input tokens that have no price of their own.</summary>
    public decimal InputPerMillion { get; init; }

    /// <summary>Dollars per million input tokens read from a cache, or <see langword="null"/> for the input price.</summary>
    public decimal? CachedInputPerMillion { get; init; }

    /// <summary>Dollars per million input tokens written to a cache, or <see langword="null"/> for the input price.</summary>
    public decimal? CacheWritePerMillion { get; init; }

    /// <summary>Dollars per million input tokens written to a cache for longer than usual (<see cref="TokenDetails.LongCacheWriteTokens"/>), or
    /// <see langword="null"/> for <see cref="CacheWritePerMillion"/>.</summary>
    public decimal? LongCacheWritePerMillion { get; init; }

    /// <summary>Dollars per million input tokens of images, or <see langword="null"/> for the input price.</summary>
    public decimal? ImageInputPerMillion { get; init; }

    /// <summary>Dollars per million input tokens of sound, or <see langword="null"/> for the input price.</summary>
    public decimal? AudioInputPerMillion { get; init; }

    /// <summary>Dollars per million answer tokens.</summary>
    public decimal OutputPerMillion { get; init; }

    /// <summary>Dollars per million thinking tokens, or <see langword="null"/> for the output price.</summary>
    public decimal? ReasoningPerMillion { get; init; }

    /// <summary>Dollars per million output tokens of sound, or <see langword="null"/> for the output price.</summary>
    public decimal? AudioOutputPerMillion { get; init; }

    /// <summary>Dollars for each request, whatever its size. A client that calls its model in rounds (function invocation inside the endpoint's client instead of
    /// above the router) is billed for one.</summary>
    public decimal PerRequest { get; init; }

    /// <summary>What the prices of tokens are multiplied by for a request that goes through the service's batch interface; 0 to 1, default 1. The
    /// router sends no batches: callers whose client does, say so (<c>modelrouter.batch</c>).</summary>
    public decimal BatchFactor { get; init; } = 1;

    /// <summary>Hours at which tokens cost less.</summary>
    public IReadOnlyList<OffPeakWindow> OffPeak { get; init; } = [];

    /// <summary>The input tokens above which <see cref="LongPrompt"/> holds instead; &gt; 0 where that is given.</summary>
    public long LongPromptAbove { get; init; }

    /// <summary>The list for long prompts, which takes the place of this one for the whole request. It has no date of its own, but may
    /// itself have one for still longer ones. A client that calls its model in rounds is billed as one request, by the tokens of all rounds together.</summary>
    public ModelPricing? LongPrompt { get; init; }

    /// <summary>When the list came or comes into force; <see langword="null"/> for one that always was.</summary>
    public DateTimeOffset? EffectiveFrom { get; init; }

    /// <summary>The list that held before <see cref="EffectiveFrom"/>, itself with an earlier date or none. Without one, this list is
    /// taken for all earlier times, too.</summary>
    public ModelPricing? Earlier { get; init; }

    /// <summary>Where the list comes from, if that is known.</summary>
    public PriceOrigin? Origin { get; init; }

    /// <summary>The list in force at a time: this one, or an earlier one.</summary>
    public ModelPricing At(DateTimeOffset at)
    {
        var price = this;
        while (price.EffectiveFrom > at && price.Earlier is { } earlier)
        {
            price = earlier;
        }

        return price;
    }

    /// <summary>What a call with this usage costs, in US dollars, unrounded. Allocates nothing.</summary>
    /// <param name="usage">Its tokens; every part within its whole.</param>
    /// <param name="at">When the attempt began.</param>
    /// <param name="isBatch">True if it went through the service's batch interface.</param>
    public decimal CostOf(TokenUsage usage, DateTimeOffset at, bool isBatch = false)
    {
        var price = At(at);
        while (price.LongPrompt is { } longPrompt && usage.InputTokens > price.LongPromptAbove)
        {
            price = longPrompt;
        }

        return price.PerRequest + (price.ListCost(usage) * price.Factor(at, isBatch) / Million);
    }

    /// <summary>The most that an attempt can cost that begins within a span of time and uses so many tokens at most, of whatever kinds: what
    /// to reserve for it. Allocates nothing.</summary>
    internal decimal HighestCost(long inputTokens, long outputTokens, DateTimeOffset from, DateTimeOffset to)
    {
        var most = 0m;
        for (var price = this; ; price = price.Earlier)
        {
            if (price.Earlier is null || !(price.EffectiveFrom > to))
            {
                most = Math.Max(most, price.HighestListCost(inputTokens, outputTokens));
            }

            if (price.Earlier is null || !(price.EffectiveFrom > from))
            {
                return most;
            }
        }
    }

    private decimal HighestListCost(long inputTokens, long outputTokens)
    {
        var input = Math.Max(InputPerMillion, CachedInputPerMillion ?? 0);
        input = Math.Max(input, Math.Max(CacheWritePerMillion ?? 0, LongCacheWritePerMillion ?? 0));
        input = Math.Max(input, Math.Max(ImageInputPerMillion ?? 0, AudioInputPerMillion ?? 0));
        var output = Math.Max(OutputPerMillion, Math.Max(ReasoningPerMillion ?? 0, AudioOutputPerMillion ?? 0));
        var most = PerRequest + (((inputTokens * input) + (outputTokens * output)) / Million);
        return LongPrompt is { } longPrompt && inputTokens > LongPromptAbove
            ? Math.Max(most, longPrompt.HighestListCost(inputTokens, outputTokens))
            : most;
    }

    /// <summary>Millions of dollars for the tokens, without discounts.</summary>
    private decimal ListCost(TokenUsage usage)
    {
        var input = usage.InputTokens - usage.CachedInputTokens;
        var output = usage.OutputTokens - usage.ReasoningTokens;
        var apart = 0m;
        if (usage.Details is { } details)
        {
            input -= details.CacheWriteTokens + details.ImageInputTokens + details.AudioInputTokens;
            output -= details.AudioOutputTokens;
            var write = CacheWritePerMillion ?? InputPerMillion;
            apart = ((details.CacheWriteTokens - details.LongCacheWriteTokens) * write)
                + (details.LongCacheWriteTokens * (LongCacheWritePerMillion ?? write))
                + (details.ImageInputTokens * (ImageInputPerMillion ?? InputPerMillion))
                + (details.AudioInputTokens * (AudioInputPerMillion ?? InputPerMillion))
                + (details.AudioOutputTokens * (AudioOutputPerMillion ?? OutputPerMillion));
        }

        return (input * InputPerMillion)
            + (usage.CachedInputTokens * (CachedInputPerMillion ?? InputPerMillion))
            + (output * OutputPerMillion)
            + (usage.ReasoningTokens * (ReasoningPerMillion ?? OutputPerMillion))
            + apart;
    }

    private decimal Factor(DateTimeOffset at, bool isBatch)
    {
        var factor = isBatch ? BatchFactor : 1;
        for (var i = 0; i < OffPeak.Count; i++)
        {
            if (OffPeak[i].Factor < factor && OffPeak[i].Contains(at))
            {
                factor = OffPeak[i].Factor;
            }
        }

        return factor;
    }
}
