namespace ModelRouter.Providers;

/// <summary>How a pool spreads its requests.</summary>
public sealed class PoolOptions
{
    /// <summary>How long a node that came back is given less than its share; ≥ 0, default 30 s.</summary>
    public TimeSpan SlowStart { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Output tokens that an answer is expected to have while none has been seen; &gt; 0, default 300.</summary>
    public int ExpectedOutputTokens { get; init; } = 300;

    /// <summary>When a node is taken out of service.</summary>
    public EndpointHealthOptions Health { get; init; } = new();

    /// <param name="argument">What the options are called where they were given.</param>
    /// <exception cref="ArgumentException">A value is out of its range.</exception>
    internal void Validate(string argument = "options")
    {
        OptionRange.AtLeast(SlowStart, TimeSpan.Zero, argument);
        OptionRange.AtLeast(ExpectedOutputTokens, 1, argument);
        if (Health is null)
        {
            throw new ArgumentException($"{nameof(Health)} must not be null.", argument);
        }
    }
}
