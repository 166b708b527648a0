using System.Globalization;
using System.Text.Json;

namespace ModelRouter.Cli;

/// <summary>Price lists as JSON. A kind of token without a price of its own has that of its nearest kin.</summary>
internal static class PriceJson
{
    /// <summary>Lists with amounts in their own currencies.</summary>
    internal static void WriteList(Utf8JsonWriter json, IReadOnlyList<KnownPrice> prices, CurrencyTable currencies, DateTimeOffset now)
    {
        json.WriteStartArray("prices");
        foreach (var price in prices)
        {
            json.WriteStartObject();
            json.WriteString("id", price.Id);
            json.WriteString("place", price.Place);
            json.WriteStartArray("models");
            foreach (var model in price.Models)
            {
                json.WriteStringValue(model);
            }

            json.WriteEndArray();
            json.WriteStartArray("versions");
            foreach (var version in price.Versions)
            {
                json.WriteStartObject();
                json.WriteBoolean("in_force", ReferenceEquals(version, price.Listed.At(now)));
                var currency = version.Origin?.Currency ?? CurrencyTable.Dollar;
                WriteMembers(json, version, currency, currency, currencies.RateOf(currency));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>A model's list, in dollars.</summary>
    internal static void WriteDollars(Utf8JsonWriter json, ModelPricing price) =>
        WriteMembers(json, price, CurrencyTable.Dollar, price.Origin?.Currency ?? CurrencyTable.Dollar, price.Origin?.DollarsPerUnit ?? 1);

    private static void WriteMembers(Utf8JsonWriter json, ModelPricing price, string currency, string listCurrency, decimal? dollarsPerUnit)
    {
        json.WriteString("currency", currency);
        json.WriteString("effective_from", price.EffectiveFrom?.ToString("yyyy-MM-dd'T'HH:mm:ssK", CultureInfo.InvariantCulture));
        WriteAmounts(json, price);
        json.WriteNumber("batch_factor", price.BatchFactor);
        json.WriteStartArray("off_peak");
        foreach (var window in price.OffPeak)
        {
            json.WriteStringValue(PriceText.Of(window));
        }

        json.WriteEndArray();
        if (price.LongPrompt is { } longPrompt)
        {
            json.WriteStartObject("long_prompt");
            json.WriteNumber("above_input_tokens", price.LongPromptAbove);
            WriteAmounts(json, longPrompt);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("long_prompt");
        }

        var origin = price.Origin ?? new();
        json.WriteString("price_id", origin.Id);
        json.WriteString("list_currency", listCurrency);
        CostJson.WriteNumber(json, "dollars_per_unit", dollarsPerUnit, 28);
        json.WriteString("source", origin.Source);
        json.WriteString("read", origin.Read?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        json.WriteString("note", origin.Note);
    }

    private static void WriteAmounts(Utf8JsonWriter json, ModelPricing price)
    {
        var write = price.CacheWritePerMillion ?? price.InputPerMillion;
        json.WriteNumber("input_per_million", price.InputPerMillion);
        json.WriteNumber("cached_input_per_million", price.CachedInputPerMillion ?? price.InputPerMillion);
        json.WriteNumber("cache_write_per_million", write);
        json.WriteNumber("long_cache_write_per_million", price.LongCacheWritePerMillion ?? write);
        json.WriteNumber("image_input_per_million", price.ImageInputPerMillion ?? price.InputPerMillion);
        json.WriteNumber("audio_input_per_million", price.AudioInputPerMillion ?? price.InputPerMillion);
        json.WriteNumber("output_per_million", price.OutputPerMillion);
        json.WriteNumber("reasoning_per_million", price.ReasoningPerMillion ?? price.OutputPerMillion);
        json.WriteNumber("audio_output_per_million", price.AudioOutputPerMillion ?? price.OutputPerMillion);
        json.WriteNumber("per_request", price.PerRequest);
    }
}
