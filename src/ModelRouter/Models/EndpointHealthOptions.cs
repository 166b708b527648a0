namespace ModelRouter;

/// <summary>When an endpoint is taken out of service, and for how long.</summary>
public sealed class EndpointHealthOptions
{
    /// <summary>Failures in a row after which the endpoint cools down; ≥ 1, default 3.</summary>
    public int FailureThreshold { get; set; } = 3;

    /// <summary>The first cooldown; &gt; 0, default 10 s. Each probe that fails doubles it.</summary>
    public TimeSpan Cooldown { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The longest cooldown; ≥ <see cref="Cooldown"/>, default 5 min.</summary>
    public TimeSpan MaxCooldown { get; set; } = TimeSpan.FromMinutes(5);

    internal EndpointHealthOptions Copy() => (EndpointHealthOptions)MemberwiseClone();
}
