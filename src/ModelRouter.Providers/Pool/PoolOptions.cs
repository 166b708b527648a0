namespace ModelRouter.Providers;

/// <summary>How a pool spreads its requests.</summary>
public sealed record PoolOptions
{
    /// <summary>How long a node that came back is given less than its share; ≥ 0, default 30 s.</summary>
    public TimeSpan SlowStart { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Output tokens that an answer is expected to have while none has been seen; &gt; 0, default 300.</summary>
    public int ExpectedOutputTokens { get; init; } = 300;

    /// <summary>When a node is taken out of service.</summary>
    public EndpointHealthOptions Health { get; init; } = new();

    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(SlowStart, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(ExpectedOutputTokens, 1);
        ArgumentNullException.ThrowIfNull(Health);
    }
}
