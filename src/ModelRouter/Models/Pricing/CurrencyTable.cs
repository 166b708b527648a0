namespace ModelRouter;

/// <summary>US dollars for a unit of each known currency. The ledger has one currency, so every price becomes dollars before it is used.</summary>
internal sealed class CurrencyTable
{
    internal const string Dollar = "USD";

    private readonly Dictionary<string, decimal> _rates = new(StringComparer.OrdinalIgnoreCase) { [Dollar] = 1 };

    internal CurrencyTable(IEnumerable<KeyValuePair<string, decimal>> rates)
    {
        foreach (var (currency, rate) in rates)
        {
            _rates[currency] = rate;
        }
    }

    internal decimal? RateOf(string currency) => _rates.TryGetValue(currency, out var rate) ? rate : null;

    /// <summary>What to say of a currency without a rate.</summary>
    internal string Describe(string currency) =>
        $"There is no rate for {currency}.{Spelling.DidYouMean(currency, _rates.Keys)} Known: {string.Join(", ", _rates.Keys.Order(StringComparer.Ordinal))}. "
        + $"Give US dollars per {currency} under Currencies.";

    /// <summary>A list, and those before it, in dollars; exact.</summary>
    /// <returns>The list, or the currency for which there is no rate.</returns>
    internal (ModelPricing? Price, string? Unknown) ToDollars(ModelPricing listed)
    {
        ModelPricing? earlier = null;
        if (listed.Earlier is not null)
        {
            (earlier, var unknown) = ToDollars(listed.Earlier);
            if (unknown is not null)
            {
                return (null, unknown);
            }
        }

        var currency = listed.Origin?.Currency ?? Dollar;
        if (RateOf(currency) is not { } rate)
        {
            return (null, currency);
        }

        var price = rate == 1 ? listed : Times(listed, rate);
        return (price with { Earlier = earlier, Origin = listed.Origin is { } origin ? origin with { DollarsPerUnit = rate } : null }, null);
    }

    private static ModelPricing Times(ModelPricing price, decimal rate) => price with
    {
        InputPerMillion = price.InputPerMillion * rate,
        CachedInputPerMillion = price.CachedInputPerMillion * rate,
        CacheWritePerMillion = price.CacheWritePerMillion * rate,
        LongCacheWritePerMillion = price.LongCacheWritePerMillion * rate,
        ImageInputPerMillion = price.ImageInputPerMillion * rate,
        AudioInputPerMillion = price.AudioInputPerMillion * rate,
        OutputPerMillion = price.OutputPerMillion * rate,
        ReasoningPerMillion = price.ReasoningPerMillion * rate,
        AudioOutputPerMillion = price.AudioOutputPerMillion * rate,
        PerRequest = price.PerRequest * rate,
        LongPrompt = price.LongPrompt is { } longPrompt ? Times(longPrompt, rate) : null,
    };
}
