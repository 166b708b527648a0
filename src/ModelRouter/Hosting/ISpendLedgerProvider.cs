using Microsoft.Extensions.Configuration;

namespace ModelRouter;

/// <summary>Makes ledgers that configuration names in <c>Ledger:Provider</c>.</summary>
public interface ISpendLedgerProvider
{
    /// <summary>The name, such as <c>sqlite</c>; compared without case.</summary>
    string Name { get; }

    /// <summary>Opens the ledger, once, when the router is made; the container disposes it.</summary>
    /// <param name="services">The container.</param>
    /// <param name="settings">The section <c>Ledger</c>.</param>
    /// <exception cref="ModelRouterConfigurationException">A key is unknown or missing, or a value is wrong.</exception>
    ISpendLedger CreateLedger(IServiceProvider services, IConfigurationSection settings);
}
