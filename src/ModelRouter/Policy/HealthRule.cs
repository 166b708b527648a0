namespace ModelRouter;

/// <summary>A model that cools down after failures, or that another request is probing, is left alone.</summary>
internal sealed class HealthRule : PolicyRule
{
    internal override string Name => "health";

    internal override string? Exclude(in PolicyRequest request, ModelEndpoint endpoint)
    {
        var health = endpoint.Health;
        if (health.CanEnter())
        {
            return null;
        }

        return health is { State: HealthState.Open, OpenUntil: { } until }
            ? $"It failed repeatedly and cools down until {until:yyyy-MM-dd HH:mm:ss'Z'}."
            : "It failed repeatedly and another request is probing it.";
    }
}
