using Microsoft.Extensions.Diagnostics.HealthChecks;
using ModelRouter;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the router to an application's health checks.</summary>
public static class ModelRouterHealthChecksBuilderExtensions
{
    /// <summary>Adds a check of the router that <c>AddModelRouter</c> registers. It calls no model and writes nothing.</summary>
    /// <param name="builder">The health checks.</param>
    /// <param name="name">The check's name.</param>
    /// <param name="failureStatus">What is reported instead of <see cref="HealthStatus.Unhealthy"/>.</param>
    /// <param name="tags">Tags to choose checks by.</param>
    /// <remarks><see cref="HealthStatus.Degraded"/> while a model cools down, or has not been probed since, while the last call did not fit into a
    /// global budget that denies or downgrades, while a changed configuration can't be used, which the check looks for itself, and while the store of outcomes doesn't answer; the description
    /// and the result's data, by the model's id or the budget's name, say until when. Exhausted budgets of tenants and others are in the data only,
    /// as a number. <see cref="HealthStatus.Unhealthy"/> while all models cool down, and for a minute
    /// after the ledger has not taken an entry or the budgets' store has failed, unless it takes one again: an instance that gets no requests any more has no other
    /// way to show that it is well.</remarks>
    public static IHealthChecksBuilder AddModelRouter(
        this IHealthChecksBuilder builder, string name = "modelrouter", HealthStatus? failureStatus = null, IEnumerable<string>? tags = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);
        return builder.Add(new(
            name, static services => new RouterHealthCheck(services.GetRequiredService<ModelRouterChatClient>()), failureStatus, tags));
    }
}
