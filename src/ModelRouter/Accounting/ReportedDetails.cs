using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>Reads and adds up what providers report of <see cref="TokenDetails"/>. Nothing is allocated where they report none.</summary>
internal static class ReportedDetails
{
    /// <summary>Anthropic's client's name for tokens written to a cache, and the one that we give other services'.</summary>
    internal const string CacheWrite = "CacheCreationInputTokens";

    /// <summary>Ours for those of them that are kept for an hour.</summary>
    internal const string LongCacheWrite = "CacheCreation.Ephemeral1hInputTokens";

    /// <summary>The OpenAI adapter's name for tokens of images.</summary>
    internal const string ImageInput = "InputTokenDetails.ImageTokenCount";

    /// <summary>The OpenAI adapter's name for tokens of sound read, beside the property for them.</summary>
    internal const string AudioInput = "InputTokenDetails.AudioTokenCount";

    /// <summary>The same for sound written.</summary>
    internal const string AudioOutput = "OutputTokenDetails.AudioTokenCount";

    /// <summary>What a report says; <see langword="null"/> if nothing, or nothing but zeros.</summary>
    internal static TokenDetails? Read(UsageDetails usage)
    {
        var more = usage.AdditionalCounts;
#pragma warning disable MEAI001 // Experimental: read here only, and in no signature of ours.
        var (audioInput, audioOutput) = (usage.InputAudioTokenCount, usage.OutputAudioTokenCount);
#pragma warning restore MEAI001
        if (more is null && audioInput is null && audioOutput is null)
        {
            return null;
        }

        var (written, longer, image) = (Count(more, CacheWrite), Count(more, LongCacheWrite), Count(more, ImageInput));
        var heard = ReportedCount.Of(audioInput) ?? Count(more, AudioInput);
        var spoken = ReportedCount.Of(audioOutput) ?? Count(more, AudioOutput);
        return (written | longer | image | heard | spoken) == 0
            ? null
            : new()
            {
                CacheWriteTokens = Math.Max(written, longer), LongCacheWriteTokens = longer, ImageInputTokens = image,
                AudioInputTokens = heard, AudioOutputTokens = spoken,
            };
    }

    /// <summary>Two reports of one response, whose counts only grow.</summary>
    internal static TokenDetails? Larger(TokenDetails? a, TokenDetails? b) => Merge(a, b, Math.Max);

    /// <summary>The reports of two responses.</summary>
    internal static TokenDetails? Sum(TokenDetails? a, TokenDetails? b) => Merge(a, b, static (x, y) => x + y);

    /// <summary>The details within their totals, so that parts never cost more than the whole.</summary>
    internal static TokenDetails? Within(TokenDetails? details, TokenUsage usage)
    {
        if (details is null)
        {
            return null;
        }

        var left = usage.InputTokens - usage.CachedInputTokens;
        var written = Math.Min(details.CacheWriteTokens, left);
        var heard = Math.Min(details.AudioInputTokens, left - written);
        var fit = new TokenDetails
        {
            CacheWriteTokens = written,
            LongCacheWriteTokens = Math.Min(details.LongCacheWriteTokens, written),
            AudioInputTokens = heard,
            ImageInputTokens = Math.Min(details.ImageInputTokens, left - written - heard),
            AudioOutputTokens = Math.Min(details.AudioOutputTokens, usage.OutputTokens - usage.ReasoningTokens),
        };
        return fit.IsEmpty ? null : fit;
    }

    private static TokenDetails? Merge(TokenDetails? a, TokenDetails? b, Func<long, long, long> merge) =>
        a is null ? b
        : b is null ? a
        : new()
        {
            CacheWriteTokens = merge(a.CacheWriteTokens, b.CacheWriteTokens),
            LongCacheWriteTokens = merge(a.LongCacheWriteTokens, b.LongCacheWriteTokens),
            ImageInputTokens = merge(a.ImageInputTokens, b.ImageInputTokens),
            AudioInputTokens = merge(a.AudioInputTokens, b.AudioInputTokens),
            AudioOutputTokens = merge(a.AudioOutputTokens, b.AudioOutputTokens),
        };

    private static long Count(AdditionalPropertiesDictionary<long>? counts, string name) =>
        counts is not null && counts.TryGetValue(name, out var count) ? ReportedCount.Of(count) ?? 0 : 0;
}
