using CsCheck;

namespace ModelRouter.Providers.Tests;

/// <summary>What an answer really used.</summary>
/// <param name="Input">All that was read.</param>
/// <param name="Cached">Of that, from a cache.</param>
/// <param name="Written">Of the input, written to a cache; not cached yet.</param>
/// <param name="WrittenLong">Of that, for an hour.</param>
/// <param name="Output">All that was written.</param>
/// <param name="Thinking">Of that, thought.</param>
internal sealed record WireUsage(long Input, long Cached, long Written, long WrittenLong, long Output, long Thinking)
{
    internal static readonly Gen<WireUsage> Any =
        from isSmall in Gen.Bool
        from input in Gen.Long[1, isSmall ? 9 : 2_000_000]
        from cached in Gen.Long[0, 100]
        from written in Gen.Long[0, 100]
        from longer in Gen.Long[0, 100]
        from output in Gen.Long[1, isSmall ? 9 : 200_000]
        from thinking in Gen.Long[0, 100]
        let fresh = input - (input * cached / 100)
        select new WireUsage(input, input * cached / 100, fresh * written / 100, fresh * written / 100 * longer / 100, output, output * thinking / 100);

    /// <summary>When so many per cent of the output were written.</summary>
    internal WireUsage At(int percent) => this with { Output = Output * percent / 100, Thinking = Thinking * percent / 100 };

    /// <summary>What the provider tells the router of it.</summary>
    /// <param name="hasCached">False if the dialect doesn't say what came from a cache.</param>
    /// <param name="hasThinking">False if it doesn't say what was thought.</param>
    /// <param name="hasWritten">True if it says what was written to a cache.</param>
    /// <param name="hasWrittenLong">True if it says for how long as well.</param>
    internal TokenUsage Told(bool hasCached = true, bool hasThinking = true, bool hasWritten = false, bool hasWrittenLong = false) =>
        new(Input, hasCached ? Cached : 0, Output, hasThinking ? Thinking : 0)
        {
            Details = hasWritten && Written > 0 ? new() { CacheWriteTokens = Written, LongCacheWriteTokens = hasWrittenLong ? WrittenLong : 0 } : null,
        };
}
