namespace ModelRouter;

/// <summary>A model that cools down after failures, or that another request is probing, is left alone.</summary>
internal sealed class HealthRule : PolicyRule
{
    internal override string Name => "health";

    internal override string? Exclude(in PolicyRequest request, ModelEndpoint endpoint)
    {
        var health = endpoint.Health;
        return health.CanEnter() ? null : Describe(health);
    }

    /// <summary>Why a request may not be sent now.</summary>
    internal static string Describe(EndpointHealth health) =>
        health is { State: HealthState.Open, OpenUntil: { } until }
            ? $"It failed, or asked to be left alone, and cools down until {until:yyyy-MM-dd HH:mm:ss'Z'}."
            : "It failed, and another request is probing it.";
}
