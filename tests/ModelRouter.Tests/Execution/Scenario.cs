namespace ModelRouter.Tests;

/// <summary>A random request to random models.</summary>
internal sealed record Scenario(
    bool Stream,
    ScriptedModel[] Models,
    bool NeedsTools,
    DataClass Data,
    int Selection,
    int Sticky,
    int MaxAttempts,
    int CancelAt,
    int Hedge,
    int Seed)
{
    /// <summary>The company's rules.</summary>
    public RoutingPolicy Policy { get; init; } = RoutingPolicy.None;

    /// <summary>On whose account the request is; null for nobody's.</summary>
    public string? Tenant { get; init; }
}
