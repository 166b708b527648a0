namespace ModelRouter;

/// <summary>How fast one node reads and writes, measured or assumed, with as many conversations at once as it serves in practice.</summary>
/// <remarks>Immutable. A node that does both shares its time between them; on nodes that do only one, the time is that of either kind.</remarks>
public sealed record ServingThroughput
{
    /// <summary>Input tokens that a node reads in a second when it does nothing else; 1 to 10,000,000.</summary>
    public required decimal PrefillTokensPerSecond { get; init; }

    /// <summary>Output tokens, thoughts included, that a node writes in a second when it does nothing else; 1 to 10,000,000.</summary>
    public required decimal DecodeTokensPerSecond { get; init; }

    /// <summary>True if <see cref="PrefillTokensPerSecond"/> counts tokens that came from the cache, at the cache share of the load;
    /// false (the default) if it counts only those that were computed.</summary>
    public bool PrefillIncludesCacheHits { get; init; }

    /// <summary>The time of an input token from the cache as a share of the time of one that isn't: 0, or 0.001 to 1.</summary>
    /// <remarks><see langword="null"/> (the default) takes the measurement literally: a rate that counts hits gives them the same time (1), one
    /// that doesn't gives them none (0). A hit costs little in truth, so a measured share splits the cost of input better. It
    /// changes nothing about the whole day where the rate counts hits, and has no effect where all input comes from the cache then.</remarks>
    public decimal? CachedInputWeight { get; init; }

    internal void Check()
    {
        CostRange.TokensPerSecond.Check(nameof(PrefillTokensPerSecond), PrefillTokensPerSecond);
        CostRange.TokensPerSecond.Check(nameof(DecodeTokensPerSecond), DecodeTokensPerSecond);

        // A weight that is next to nothing divides by next to nothing when nobody means anything else than 0.
        if (CachedInputWeight is { } weight and not 0 and not (>= 0.001m and <= 1))
        {
            throw new SelfHostedInputException(nameof(CachedInputWeight), weight, "0, or from 0.001 to 1");
        }
    }
}
