using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;

namespace ModelRouter;

/// <summary>The gauges of all routers in the process: their endpoints' breakers, and their budgets.</summary>
/// <remarks>Safe for concurrent use. Of a breaker one series for each state, 1 for the one that the endpoint is in; of several endpoints with one id,
/// in routers of their own, the worst counts. Of a budget one series by its name: of all tenants or others whom it is for, the one who has used most
/// of it, as far as this process knows.</remarks>
internal static class RouterGauges
{
    // Held weakly: a router that is dropped without being disposed must not stay for a gauge's sake.
    private static readonly ConditionalWeakTable<ModelRouterChatClient, object?> Routers = [];

    private static readonly HealthState[] States = [HealthState.Closed, HealthState.Open, HealthState.HalfOpen];

    private static readonly ObservableGauge<int> Endpoints = ModelRouterDiagnostics.Meter.CreateObservableGauge(
        "modelrouter.endpoint.state", ObserveEndpoints, "1", "1 for the state that an endpoint's breaker is in, 0 for the others.");

    private static readonly ObservableGauge<double> Budgets = ModelRouterDiagnostics.Meter.CreateObservableGauge(
        "modelrouter.budget.used", ObserveBudgets, "1", "Share of a budget's limit that its window has spent.");

    /// <summary>True while somebody reads one of them.</summary>
    internal static bool IsEnabled => Endpoints.Enabled || Budgets.Enabled;

    internal static void Add(ModelRouterChatClient router) => Routers.AddOrUpdate(router, null);

    internal static void Remove(ModelRouterChatClient router) => Routers.Remove(router);

    private static IEnumerable<Measurement<int>> ObserveEndpoints()
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

    private static IEnumerable<Measurement<double>> ObserveBudgets() => Routers
        .SelectMany(static router => router.Key.Budgets.Used)
        .GroupBy(static budget => budget.Name, static budget => budget.Share, StringComparer.Ordinal)
        .Select(static budget => new Measurement<double>(budget.Max(), new KeyValuePair<string, object?>(TelemetryTag.Budget, budget.Key)));
}
