using Microsoft.Extensions.Configuration;

namespace ModelRouter;

/// <summary>Makes stores of outcomes that configuration names in <c>Learning:Store</c>.</summary>
public interface IOutcomeStoreProvider
{
    /// <summary>The name, such as <c>sqlite</c>; compared without case.</summary>
    string Name { get; }

    /// <summary>Opens the store, once, when the router is made; the learner disposes it.</summary>
    /// <param name="services">The container.</param>
    /// <param name="settings">The section <c>Learning</c>. The router reads <c>Enabled</c>, <c>Store</c>, <c>SourceShare</c>, <c>Refresh</c> and <c>Weights</c> itself.</param>
    /// <exception cref="ModelRouterConfigurationException">A key is unknown or missing, or a value is wrong.</exception>
    IOutcomeStore CreateStore(IServiceProvider services, IConfigurationSection settings);
}
