namespace ModelRouter;

/// <summary>Seconds of a node that one token of each kind takes.</summary>
internal readonly record struct NodeTime(decimal Input, decimal CachedInput, decimal Output)
{
    /// <summary>Splits the measured rates into kinds.</summary>
    /// <remarks>With weight w of a cached token and i, c tokens: reading takes s·(i + w·c) seconds. A rate r of computed tokens is s = 1/r;
    /// one that counts hits is (i + c) / r seconds in all, hence s = (i + c) / (r·(i + w·c)).</remarks>
    internal static NodeTime Of(ServingThroughput throughput, TokenMix mix)
    {
        var weight = throughput.CachedInputWeight ?? (throughput.PrefillIncludesCacheHits ? 1 : 0);
        var second = 1 / throughput.PrefillTokensPerSecond;
        if (throughput.PrefillIncludesCacheHits)
        {
            // Where all is from the cache, the measured time is that of hits, and of what else nobody knows.
            weight = mix.Input == 0 ? 1 : weight;
            second *= (mix.Input + mix.CachedInput) is var all and > 0 ? all / (mix.Input + (weight * mix.CachedInput)) : 1;
        }

        return new(second, second * weight, 1 / throughput.DecodeTokensPerSecond);
    }

    /// <summary>Seconds of a mixed token.</summary>
    /// <exception cref="SelfHostedInputException">They are next to none: everything is from the cache, and hits take no time.</exception>
    internal decimal OfWork(TokenMix mix) => mix.Mean(Input, CachedInput, Output) is var seconds and >= 1e-9m
        ? seconds
        : throw new SelfHostedInputException(nameof(TokenMix.CachedInput), mix.CachedInput, "part of a mix: hits alone take no time here");
}
