using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ModelRouter;

/// <summary>Reads <c>BudgetStore</c>, whose stores come with a package.</summary>
internal static class BudgetStoreReader
{
    /// <summary>The configured store; this process' memory if the section says nothing of one.</summary>
    /// <param name="services">The container.</param>
    /// <param name="open">Opens the store that configuration names; <see langword="null"/> if no package brings any.</param>
    /// <exception cref="ModelRouterConfigurationException">A value is wrong, or nothing could open what is named.</exception>
    internal static IBudgetStore Create(IServiceProvider services, Func<IServiceProvider, LiveConfiguration, IBudgetStore?>? open)
    {
        if (services.GetService<LiveConfiguration>() is not { } live)
        {
            return new InMemoryBudgetStore();
        }

        if (open is not null)
        {
            return open(services, live) ?? new InMemoryBudgetStore();
        }

        // An empty value is how an environment variable takes a key back.
        var section = live.Current.GetSection("BudgetStore");
        return section.AsEnumerable().All(static entry => string.IsNullOrWhiteSpace(entry.Value))
            ? new InMemoryBudgetStore()
            : throw new ModelRouterConfigurationException(
                section.Path,
                "Nothing keeps budgets there, so each process would count for itself. The stores come with ModelRouter.Storage, AddStorage(); remove the section to count in memory.");
    }
}
