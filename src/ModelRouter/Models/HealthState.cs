namespace ModelRouter;

/// <summary>Whether an endpoint may be called, as a circuit breaker sees it.</summary>
public enum HealthState
{
    /// <summary>It is called freely.</summary>
    Closed,

    /// <summary>It failed too often and cools down; nothing is sent to it.</summary>
    Open,

    /// <summary>Its cooldown is over; one request at a time probes it, and that request's end decides.</summary>
    HalfOpen,
}
