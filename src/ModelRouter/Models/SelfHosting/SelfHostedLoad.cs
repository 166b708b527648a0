namespace ModelRouter;

/// <summary>The tokens of a day.</summary>
/// <remarks>Immutable.</remarks>
public sealed record SelfHostedLoad
{
    /// <summary>Input tokens, those from the cache included; 0 to 10¹⁸.</summary>
    public required long InputTokens { get; init; }

    /// <summary>Input tokens that came from the cache; 0 to <see cref="InputTokens"/>.</summary>
    public required long CachedInputTokens { get; init; }

    /// <summary>Output tokens, thoughts included; 0 to 10¹⁸.</summary>
    public required long OutputTokens { get; init; }

    /// <summary>Share of the input that came from the cache; 0 without any input.</summary>
    public decimal CacheHitShare => InputTokens == 0 ? 0 : (decimal)CachedInputTokens / InputTokens;

    /// <summary>The proportions of its kinds.</summary>
    public TokenMix Mix => new() { Input = InputTokens - CachedInputTokens, CachedInput = CachedInputTokens, Output = OutputTokens };

    /// <summary>The load that keeps nodes busy for a share of the day.</summary>
    /// <param name="utilization">The share; 0 to 1.</param>
    /// <param name="nodes">How many nodes; 0.01 to 100,000.</param>
    /// <param name="throughput">How fast each is.</param>
    /// <param name="mix">In which proportion the tokens come.</param>
    /// <exception cref="SelfHostedInputException">A number is out of range, or the mix takes no time.</exception>
    public static SelfHostedLoad AtUtilization(decimal utilization, decimal nodes, ServingThroughput throughput, TokenMix mix)
    {
        ArgumentNullException.ThrowIfNull(throughput);
        ArgumentNullException.ThrowIfNull(mix);
        CostRange.Share.Check(nameof(utilization), utilization);
        CostRange.Nodes.Check(nameof(nodes), nodes);
        throughput.Check();
        mix.Check();
        var seconds = NodeTime.Of(throughput, mix).OfWork(mix);
        var total = utilization * nodes * GpuCost.SecondsPerDay / seconds;
        var sum = mix.Input + mix.CachedInput + mix.Output;
        var cached = (long)(total * (mix.CachedInput / sum));
        return new()
        {
            InputTokens = cached + (long)(total * (mix.Input / sum)),
            CachedInputTokens = cached,
            OutputTokens = (long)(total * (mix.Output / sum)),
        };
    }

    internal void Check()
    {
        CostRange.Tokens.Check(nameof(InputTokens), InputTokens);
        new CostRange(0, InputTokens).Check(nameof(CachedInputTokens), CachedInputTokens);
        CostRange.Tokens.Check(nameof(OutputTokens), OutputTokens);
    }
}
