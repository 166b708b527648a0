namespace ModelRouter;

/// <summary>How long and how often models are tried for one call.</summary>
public sealed class ExecutionOptions
{
    /// <summary>The most attempts at models that one call makes, repeated ones included; ≥ 1, default 8.</summary>
    public int MaxAttempts { get; set; } = 8;

    /// <summary>How long one call waits, all waits together, to try a model again that was over its rate or overloaded, once no other
    /// model is left; ≥ 0, default 5 s. 0 fails at once. A model that asks for a longer rest is not tried again.</summary>
    public TimeSpan RetryWait { get; set; } = TimeSpan.FromSeconds(5);

    internal ExecutionOptions Copy() => (ExecutionOptions)MemberwiseClone();
}
