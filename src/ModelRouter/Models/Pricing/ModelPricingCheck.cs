namespace ModelRouter;

/// <summary>The ranges of a price list's values, told in sentences.</summary>
internal static class ModelPricingCheck
{
    // Far above any price, and low enough that no number of tokens leaves the range of decimal.
    private const decimal MaxPrice = 1_000_000_000m;

    /// <summary>What is wrong with the list or with one that held before it, or <see langword="null"/>.</summary>
    internal static string? Problem(ModelPricing pricing)
    {
        for (var price = pricing; price is not null; price = price.Earlier)
        {
            if (ProblemOfOne(price) is { } problem)
            {
                return problem;
            }

            if (price.Earlier is { } earlier && (price.EffectiveFrom is null || earlier.EffectiveFrom >= price.EffectiveFrom))
            {
                return price.EffectiveFrom is { } from
                    ? $"A price in force from {from:u} stands before one from {earlier.EffectiveFrom:u}; each must be later than the one before."
                    : "A price that follows another has no date from which it is in force.";
            }
        }

        return null;
    }

    private static string? ProblemOfOne(ModelPricing price)
    {
        if (price.OffPeak is null)
        {
            return "The list of off-peak hours is null.";
        }

        if (!(IsPrice(price.InputPerMillion) && IsPrice(price.OutputPerMillion) && IsPrice(price.PerRequest)
            && IsPrice(price.CachedInputPerMillion) && IsPrice(price.CacheWritePerMillion) && IsPrice(price.LongCacheWritePerMillion)
            && IsPrice(price.ImageInputPerMillion) && IsPrice(price.AudioInputPerMillion)
            && IsPrice(price.ReasoningPerMillion) && IsPrice(price.AudioOutputPerMillion)))
        {
            return $"A price is negative, or above {MaxPrice:#,0} US dollars.";
        }

        if (!(price.BatchFactor is >= 0 and <= 1) || price.OffPeak.Any(static window => window.Factor is < 0 or > 1))
        {
            return "A batch or off-peak factor is not from 0 to 1.";
        }

        return price.LongPrompt is { } longPrompt ? LongProblem(price, longPrompt) : null;
    }

    private static string? LongProblem(ModelPricing price, ModelPricing longPrompt) =>
        price.LongPromptAbove <= 0 ? "The number of input tokens from which a prompt is long is not greater than 0."
        : longPrompt.EffectiveFrom is not null || longPrompt.Earlier is not null ? "A price for long prompts has a date of its own."
        : longPrompt.LongPrompt is not null && longPrompt.LongPromptAbove <= price.LongPromptAbove ? "A price for longer prompts begins before the one for long ones."
        : ProblemOfOne(longPrompt);

    private static bool IsPrice(decimal? price) => price is null or (>= 0 and <= MaxPrice);
}
