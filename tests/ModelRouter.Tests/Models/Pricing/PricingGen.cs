using CsCheck;

namespace ModelRouter.Tests;

/// <summary>Random price lists and tokens.</summary>
internal static class PricingGen
{
    // Twelve decimals of a dollar per million tokens, far below what any list prints.
    public static readonly Gen<decimal> Amount = Gen.Long[0, 100_000_000_000_000].Select(n => n / 1_000_000_000_000m);

    /// <summary>A list for each hour of every day, with every kind of price given or not.</summary>
    public static readonly Gen<ModelPricing> Flat =
        from input in Gen.Select(Amount, Gen.Nullable(Amount), Gen.Nullable(Amount), Gen.Nullable(Amount))
        from kinds in Gen.Select(Gen.Nullable(Amount), Gen.Nullable(Amount), Gen.Nullable(Amount))
        from output in Gen.Select(Amount, Gen.Nullable(Amount))
        from request in Amount
        from batch in Gen.Int[0, 100]
        select new ModelPricing
        {
            InputPerMillion = input.Item1, CachedInputPerMillion = input.Item2, CacheWritePerMillion = input.Item3, LongCacheWritePerMillion = input.Item4,
            ImageInputPerMillion = kinds.Item1, AudioInputPerMillion = kinds.Item2, AudioOutputPerMillion = kinds.Item3,
            OutputPerMillion = output.Item1, ReasoningPerMillion = output.Item2, PerRequest = request, BatchFactor = batch / 100m,
        };

    /// <summary>Times of two years, many of them on a full hour.</summary>
    public static readonly Gen<DateTimeOffset> Time =
        from hours in Gen.Int[0, 24 * 730]
        from ticks in Gen.Frequency((1, Gen.Const(0L)), (1, Gen.Long[0, TimeSpan.TicksPerHour - 1]))
        from offset in Gen.Int[-12, 12]
        select new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero).AddHours(hours).AddTicks(ticks).ToOffset(TimeSpan.FromHours(offset));

    /// <summary>Counts of each kind, apart from each other.</summary>
    public static readonly Gen<long[]> Counts = Gen.Long[0, 1_000_000].Array[Kinds];

    public const int Kinds = 9;

    /// <summary>The usage of so many tokens of each kind: text, cached, written, written for long, image, sound; answer, thought, sound.</summary>
    public static TokenUsage Usage(long[] counts) => new(
        counts[0] + counts[1] + counts[2] + counts[3] + counts[4] + counts[5], counts[1], counts[6] + counts[7] + counts[8], counts[7])
    {
        Details = new()
        {
            CacheWriteTokens = counts[2] + counts[3], LongCacheWriteTokens = counts[3], ImageInputTokens = counts[4], AudioInputTokens = counts[5],
            AudioOutputTokens = counts[8],
        },
    };

    /// <summary>The price of each kind, in the same order; reckoned apart from the code.</summary>
    public static decimal[] PriceOf(ModelPricing p) =>
    [
        p.InputPerMillion, p.CachedInputPerMillion ?? p.InputPerMillion, p.CacheWritePerMillion ?? p.InputPerMillion,
        p.LongCacheWritePerMillion ?? p.CacheWritePerMillion ?? p.InputPerMillion, p.ImageInputPerMillion ?? p.InputPerMillion,
        p.AudioInputPerMillion ?? p.InputPerMillion, p.OutputPerMillion, p.ReasoningPerMillion ?? p.OutputPerMillion,
        p.AudioOutputPerMillion ?? p.OutputPerMillion,
    ];
}
