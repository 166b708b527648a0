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
        var errors = new ReadingErrors();
        foreach (var version in Versions(section))
        {
            price = errors.Try(() => ReadOne(version, id, price)) ?? price;
        }

        errors.ThrowIfAny();
        return price!;
    }

    private static List<IConfigurationSection> Versions(IConfigurationSection section)
    {
        var children = section.GetChildren().ToList();
        return children.Count > 0 && children.TrueForAll(static child => int.TryParse(child.Key, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            ? children
            : [section];
    }

    private static ModelPricing ReadOne(IConfigurationSection version, string? id, ModelPricing? earlier)
    {
        if (version.Value is { Length: > 0 } text)
        {
            throw new ModelRouterConfigurationException(version.Path, $"{Shown.Value(text)} is not allowed; it must be a price list.");
        }

        var (reader, errors) = (new SectionReader(version), new ReadingErrors());
        var price = ReadAmounts(reader, Keys, errors) with
        {
            BatchFactor = errors.Try(() => reader.Decimal("BatchFactor", max: 1)) ?? 1,
            OffPeak = ReadOffPeak(reader, errors) is { Count: > 0 } windows ? windows : (IReadOnlyList<OffPeakWindow>)[],
            EffectiveFrom = errors.Try(() => reader.Instant("EffectiveFrom")),
            Origin = ReadOrigin(reader, id, errors),
            Earlier = earlier,
        };
        price = ReadLongPrompt(reader, price, errors);
        errors.ThrowIfAny();
        return ModelPricingCheck.Problem(price) is { } problem ? throw new ModelRouterConfigurationException(version.Path, problem) : price;
    }

    private static ModelPricing ReadAmounts(SectionReader reader, string[] keys, ReadingErrors errors)
    {
        errors.Try<SectionReader?>(() => reader.Allow(keys));
        return new()
        {
            InputPerMillion = Required("InputPerMillion"),
            CachedInputPerMillion = Amount("CachedInputPerMillion"),
            CacheWritePerMillion = Amount("CacheWritePerMillion"),
            LongCacheWritePerMillion = Amount("LongCacheWritePerMillion"),
            ImageInputPerMillion = Amount("ImageInputPerMillion"),
            AudioInputPerMillion = Amount("AudioInputPerMillion"),
            OutputPerMillion = Required("OutputPerMillion"),
            ReasoningPerMillion = Amount("ReasoningPerMillion"),
            AudioOutputPerMillion = Amount("AudioOutputPerMillion"),
            PerRequest = Amount("PerRequest") ?? 0,
        };

        decimal? Amount(string key) => errors.Try(() => reader.Decimal(key));

        decimal Required(string key) => errors.Try<decimal?>(() => reader.Decimal(key) ?? throw reader.Missing(key)) ?? 0;
    }

    /// <summary>The list with its lists for long prompts, which have its discounts and, unless they say otherwise, its fee.</summary>
    private static ModelPricing ReadLongPrompt(SectionReader reader, ModelPricing price, ReadingErrors errors)
    {
        if (!reader.Has("LongPrompt") || errors.Try<SectionReader?>(() => reader.Child("LongPrompt")) is not { } longReader)
        {
            return price;
        }

        var longPrice = ReadAmounts(longReader, LongPromptKeys, errors) with { BatchFactor = price.BatchFactor, OffPeak = price.OffPeak };
        longPrice = longReader.Has("PerRequest") ? longPrice : longPrice with { PerRequest = price.PerRequest };
        return price with
        {
            LongPromptAbove = errors.Try<int?>(() => longReader.Int("AboveInputTokens", 1) ?? throw longReader.Missing("AboveInputTokens")) ?? 0,
            LongPrompt = ReadLongPrompt(longReader, longPrice, errors),
        };
    }

    private static List<OffPeakWindow> ReadOffPeak(SectionReader price, ReadingErrors errors)
    {
        var windows = new List<OffPeakWindow>();
        if (errors.Try<SectionReader?>(() => price.Child("OffPeak"))?.Section is not { } section || !section.GetChildren().Any())
        {
            return windows;
        }

        foreach (var item in Versions(section))
        {
            var window = new SectionReader(item);
            errors.Try<SectionReader?>(() => window.Allow("From", "To", "Factor", "Days"));
            windows.Add(new()
            {
                From = errors.Try<TimeOnly?>(() => window.Time("From", "a time of the day in UTC from 00:00 to 23:59, such as 16:30") ?? throw window.Missing("From")) ?? default,
                To = errors.Try<TimeOnly?>(() => window.Time("To", "a time of the day in UTC from 00:00 to 24:00, such as 16:30", isEnd: true) ?? throw window.Missing("To")) ?? default,
                Factor = errors.Try<decimal?>(() => window.Decimal("Factor", max: 1) ?? throw window.Missing("Factor", " It is what prices are multiplied by, from 0 to 1.")) ?? 0,
                Days = errors.Try(() => SectionReader.Each(window.List("Days") ?? [], static day => SectionReader.ParseChoice<DayOfWeek>(day.Path, day.Text))) ?? [],
            });
        }

        return windows;
    }

    /// <summary>Where the list is from; <see langword="null"/> for dollars that stand at the model and of which nothing more is said.</summary>
    private static PriceOrigin? ReadOrigin(SectionReader reader, string? id, ReadingErrors errors)
    {
        var origin = new PriceOrigin
        {
            Id = id,
            Currency = errors.Try(() => reader.Text("Currency") is { } currency ? CurrencyReader.Code(reader, "Currency", currency) : null) ?? CurrencyTable.Dollar,
            Source = errors.Try(() => reader.Text("Source")),
            Read = errors.Try(() => reader.Date("Read")),
            Note = errors.Try(() => reader.Text("Note")),
        };
        return origin == new PriceOrigin() ? null : origin;
    }
}
