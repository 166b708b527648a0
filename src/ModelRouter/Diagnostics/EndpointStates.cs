using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;

namespace ModelRouter;

/// <summary>The gauge of the breakers of all routers in the process.</summary>
/// <remarks>Safe for concurrent use. One series for each state, 1 for the one that the endpoint is in; of several endpoints with one id, in
/// routers of their own, the worst counts.</remarks>
internal static class EndpointStates
{
    // Held weakly: a router that is dropped without being disposed must not stay for a gauge's sake.
    private static readonly ConditionalWeakTable<ModelRouterChatClient, object?> Routers = [];

    private static readonly HealthState[] States = [HealthState.Closed, HealthState.Open, HealthState.HalfOpen];

    private static readonly ObservableGauge<int> Gauge = ModelRouterDiagnostics.Meter.CreateObservableGauge(
        "modelrouter.endpoint.state", Observe, "1", "1 for the state that an endpoint's breaker is in, 0 for the others.");

    /// <summary>True while somebody reads the gauge.</summary>
    internal static bool IsEnabled => Gauge.Enabled;

    internal static void Add(ModelRouterChatClient router) => Routers.AddOrUpdate(router, null);

    internal static void Remove(ModelRouterChatClient router) => Routers.Remove(router);

    private static IEnumerable<Measurement<int>> Observe()
    {
        var known = new Dictionary<(string Model, ModelTier Tier), HealthState>();
        foreach (var (router, _) in Routers)
        {
            foreach (var endpoint in router.Endpoints)
            {
                var key = (endpoint.Profile.Id, endpoint.Profile.Tier);
                var state = endpoint.Health.State;
                if (state == HealthState.Open || known.GetValueOrDefault(key) == HealthState.Closed)
                {
                    known[key] = state;
                }
            }
        }

        return known.SelectMany(endpoint => States.Select(state => new Measurement<int>(
            endpoint.Value == state ? 1 : 0,
            new(TelemetryTag.Model, endpoint.Key.Model),
            new(TelemetryTag.Tier, TelemetryName.Of(endpoint.Key.Tier)),
            new(TelemetryTag.State, TelemetryName.Of(state)))));
    }
}
