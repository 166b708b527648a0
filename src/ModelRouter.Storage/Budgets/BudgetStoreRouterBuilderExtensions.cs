using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using ModelRouter;
using ModelRouter.Storage;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Lets a router's budgets last, and be shared by several processes.</summary>
public static class BudgetStoreRouterBuilderExtensions
{
    /// <summary>Keeps budgets where the section <c>BudgetStore</c> of a configuration says (<see cref="BudgetStores.Open"/>), in memory if it says nothing: for a
    /// router without configuration, or with another one. That of the router's own is read by <see cref="StorageModelRouterBuilderExtensions.AddStorage"/>.</summary>
    /// <param name="builder">The router's builder.</param>
    /// <param name="configuration">The section <c>ModelRouter</c>, or a root that holds it. <c>ConnectionStrings</c> are the container's configuration's, the router's, or this one's.</param>
    public static ModelRouterBuilder AddBudgetStore(this ModelRouterBuilder builder, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configuration);
        return builder.UseBudgetStore(services =>
            BudgetStores.OpenAmong(
                configuration, PostgresConnection.Among(services).Append(configuration), services.GetService<TimeProvider>(), services.GetService<ILoggerFactory>())
            ?? (IBudgetStore)new InMemoryBudgetStore());
    }
}
