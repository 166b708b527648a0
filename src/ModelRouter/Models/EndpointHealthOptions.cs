namespace ModelRouter;

/// <summary>When an endpoint is taken out of service, and for how long.</summary>
public sealed class EndpointHealthOptions
{
    /// <summary>Failures in a row after which the endpoint cools down; ≥ 1, default 3.</summary>
    public int FailureThreshold { get; set; } = 3;

    /// <summary>The first cooldown; &gt; 0, default 10 s. Each probe that fails doubles it.</summary>
    public TimeSpan Cooldown { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The longest cooldown; ≥ <see cref="Cooldown"/>, at most 7 days, default 5 min.</summary>
    public TimeSpan MaxCooldown { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>The part of a cooldown, 0 to 1, by which chance may lengthen it, so that routers in many processes don't probe in step;
    /// default 0.1.</summary>
    public double Jitter { get; set; } = 0.1;

    internal EndpointHealthOptions Copy() => (EndpointHealthOptions)MemberwiseClone();
}
