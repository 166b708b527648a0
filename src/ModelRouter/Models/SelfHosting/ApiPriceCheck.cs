namespace ModelRouter;

/// <summary>Which price lists the cost of a day or a month can be compared with.</summary>
internal static class ApiPriceCheck
{
    /// <exception cref="SelfHostedInputException">A price is out of range, or needs to know what isn't known here.</exception>
    internal static void Check(ModelPricing price)
    {
        CostRange.PerMillion.Check(nameof(price.InputPerMillion), price.InputPerMillion);
        CostRange.PerMillion.Check(nameof(price.CachedInputPerMillion), price.CachedInputPerMillion ?? 0);
        CostRange.PerMillion.Check(nameof(price.OutputPerMillion), price.OutputPerMillion);
        if (price.PerRequest != 0)
        {
            throw new SelfHostedInputException(nameof(price.PerRequest), price.PerRequest, "0: the number of requests is unknown here");
        }

        if (price.Earlier is not null || price.OffPeak.Count > 0)
        {
            throw new SelfHostedInputException(nameof(price.OffPeak), price.OffPeak.Count, "one price for all times: when requests come is unknown here");
        }

        if (price.LongPrompt is not null)
        {
            throw new SelfHostedInputException(nameof(price.LongPrompt), price.LongPromptAbove, "absent: how long prompts are is unknown here");
        }

        if (price.CacheWritePerMillion is { } write && write != price.InputPerMillion)
        {
            throw new SelfHostedInputException(
                nameof(price.CacheWritePerMillion), write, "absent or the price of input, of which tokens written to a cache are a part here");
        }

        if (price.ReasoningPerMillion is { } reasoning && reasoning != price.OutputPerMillion)
        {
            throw new SelfHostedInputException(
                nameof(price.ReasoningPerMillion), reasoning, "absent or the price of output, of which thoughts are a part here");
        }
    }
}
