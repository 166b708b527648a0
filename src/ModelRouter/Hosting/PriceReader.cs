using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace ModelRouter;

/// <summary>Reads price lists as they are written: one object, or a list of dated ones. Amounts stay in the list's own currency.</summary>
internal static class PriceReader
{
    private static readonly string[] Amounts =
    [
        "InputPerMillion", "CachedInputPerMillion", "CacheWritePerMillion", "LongCacheWritePerMillion", "ImageInputPerMillion",
        "AudioInputPerMillion", "OutputPerMillion", "ReasoningPerMillion", "AudioOutputPerMillion", "PerRequest",
    ];

    private static readonly string[] Keys =
        [.. Amounts, "BatchFactor", "OffPeak", "LongPrompt", "EffectiveFrom", "Currency", "Source", "Read", "Note"];

    private static readonly string[] LongPromptKeys = [.. Amounts, "AboveInputTokens", "LongPrompt"];

    /// <summary>The list in force last, with those before it.</summary>
    /// <param name="section">The object, or the list of them.</param>
    /// <param name="id">The id that models know it by, if it has one.</param>
    /// <exception cref="ModelRouterConfigurationException">A key is unknown or missing, a value is wrong, or dates don't follow each other.</exception>
    internal static ModelPricing ReadListed(IConfigurationSection section, string? id)
    {
        ModelPricing? price = null;
        foreach (var version in Versions(section))
        {
            if (version.Value is { Length: > 0 } text)
            {
                throw new ModelRouterConfigurationException(version.Path, $"'{text}' is not allowed; it must be a price list.");
            }

            var next = ReadOne(new(version), id) with { Earlier = price };
            if (ModelPricingCheck.Problem(next) is { } problem)
            {
                throw new ModelRouterConfigurationException(version.Path, problem);
            }

            price = next;
        }

        return price!;
    }

    private static List<IConfigurationSection> Versions(IConfigurationSection section)
    {
        var children = section.GetChildren().ToList();
        return children.Count > 0 && children.TrueForAll(static child => int.TryParse(child.Key, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            ? children
            : [section];
    }

    private static ModelPricing ReadOne(SectionReader reader, string? id)
    {
        var price = ReadAmounts(reader.Allow(Keys)) with
        {
            BatchFactor = reader.Decimal("BatchFactor", max: 1) ?? 1,
            OffPeak = ReadOffPeak(reader) is { Count: > 0 } windows ? windows : (IReadOnlyList<OffPeakWindow>)[],
            EffectiveFrom = reader.Instant("EffectiveFrom"),
            Origin = ReadOrigin(reader, id),
        };
        return ReadLongPrompt(reader, price);
    }

    private static ModelPricing ReadAmounts(SectionReader reader) => new()
    {
        InputPerMillion = reader.Decimal("InputPerMillion") ?? throw reader.Missing("InputPerMillion"),
        CachedInputPerMillion = reader.Decimal("CachedInputPerMillion"),
        CacheWritePerMillion = reader.Decimal("CacheWritePerMillion"),
        LongCacheWritePerMillion = reader.Decimal("LongCacheWritePerMillion"),
        ImageInputPerMillion = reader.Decimal("ImageInputPerMillion"),
        AudioInputPerMillion = reader.Decimal("AudioInputPerMillion"),
        OutputPerMillion = reader.Decimal("OutputPerMillion") ?? throw reader.Missing("OutputPerMillion"),
        ReasoningPerMillion = reader.Decimal("ReasoningPerMillion"),
        AudioOutputPerMillion = reader.Decimal("AudioOutputPerMillion"),
        PerRequest = reader.Decimal("PerRequest") ?? 0,
    };

    /// <summary>The list with its lists for long prompts, which have its discounts and, unless they say otherwise, its fee.</summary>
    private static ModelPricing ReadLongPrompt(SectionReader reader, ModelPricing price)
    {
        if (!reader.Has("LongPrompt"))
        {
            return price;
        }

        var longReader = reader.Child("LongPrompt").Allow(LongPromptKeys);
        var longPrice = ReadAmounts(longReader) with
        {
            PerRequest = longReader.Decimal("PerRequest") ?? price.PerRequest,
            BatchFactor = price.BatchFactor,
            OffPeak = price.OffPeak,
        };
        return price with
        {
            LongPromptAbove = longReader.Int("AboveInputTokens", 1) ?? throw longReader.Missing("AboveInputTokens"),
            LongPrompt = ReadLongPrompt(longReader, longPrice),
        };
    }

    private static List<OffPeakWindow> ReadOffPeak(SectionReader price)
    {
        var section = price.Child("OffPeak").Section;
        var windows = new List<OffPeakWindow>();
        foreach (var item in section.GetChildren().Any() ? Versions(section) : [])
        {
            var window = new SectionReader(item).Allow("From", "To", "Factor", "Days");
            windows.Add(new()
            {
                From = window.Time("From", "a time of the day in UTC from 00:00 to 23:59, such as 16:30") ?? throw window.Missing("From"),
                To = window.Time("To", "a time of the day in UTC from 00:00 to 24:00, such as 16:30", isEnd: true) ?? throw window.Missing("To"),
                Factor = window.Decimal("Factor", max: 1) ?? throw window.Missing("Factor", " It is what prices are multiplied by, from 0 to 1."),
                Days = window.List("Days")?.ConvertAll(static day => SectionReader.ParseChoice<DayOfWeek>(day.Path, day.Text)) ?? [],
            });
        }

        return windows;
    }

    /// <summary>Where the list is from; <see langword="null"/> for dollars that stand at the model and of which nothing more is said.</summary>
    private static PriceOrigin? ReadOrigin(SectionReader reader, string? id)
    {
        var origin = new PriceOrigin
        {
            Id = id,
            Currency = reader.Text("Currency") is { } currency ? CurrencyReader.Code(reader, "Currency", currency) : CurrencyTable.Dollar,
            Source = reader.Text("Source"),
            Read = reader.Date("Read"),
            Note = reader.Text("Note"),
        };
        return origin == new PriceOrigin() ? null : origin;
    }
}
