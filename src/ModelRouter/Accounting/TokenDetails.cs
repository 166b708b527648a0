namespace ModelRouter;

/// <summary>Parts of a call's tokens that some services bill apart.</summary>
/// <remarks>Immutable; no count is negative. The parts of the input are apart from each other and from cached input: together they are at most all
/// of it. Services that say how much was cached and how much was audio don't say how much was both, so they are taken to be
/// apart as far as the input allows.</remarks>
public sealed record TokenDetails
{
    /// <summary>Of the input, those written to a cache for later requests.</summary>
    public long CacheWriteTokens { get; init; }

    /// <summary>Of <see cref="CacheWriteTokens"/>, those kept for longer than the service usually does, such as an hour.</summary>
    public long LongCacheWriteTokens { get; init; }

    /// <summary>Of the input, those of images.</summary>
    public long ImageInputTokens { get; init; }

    /// <summary>Of the input, those of sound.</summary>
    public long AudioInputTokens { get; init; }

    /// <summary>Of the output, those of sound; apart from thinking.</summary>
    public long AudioOutputTokens { get; init; }

    internal bool IsEmpty =>
        (CacheWriteTokens | LongCacheWriteTokens | ImageInputTokens | AudioInputTokens | AudioOutputTokens) == 0;
}
