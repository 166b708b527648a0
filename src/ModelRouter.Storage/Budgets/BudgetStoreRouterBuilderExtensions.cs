using Microsoft.Extensions.Configuration;
using ModelRouter;
using ModelRouter.Storage;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Lets a router's budgets last, and be shared by several processes.</summary>
public static class BudgetStoreRouterBuilderExtensions
{
    /// <summary>Keeps budgets where the section <c>BudgetStore</c> says (<see cref="BudgetStores.Open"/>), in memory if it says nothing.</summary>
    /// <param name="builder">The router's builder.</param>
    /// <param name="configuration">The section <c>ModelRouter</c>, or a root that holds it.</param>
    public static ModelRouterBuilder AddBudgetStore(this ModelRouterBuilder builder, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configuration);
        return builder.UseBudgetStore(services =>
            BudgetStores.Open(configuration, services.GetService<TimeProvider>()) ?? (IBudgetStore)new InMemoryBudgetStore());
    }
}
