using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ModelRouter.Storage;

namespace ModelRouter.Cli;

/// <summary>Reads the settings of ledger, outcomes and budgets' store as whoever opens them does, and opens nothing: files and secrets needn't be here.</summary>
/// <param name="name">The provider's name.</param>
/// <param name="key">Its own key, which is required.</param>
internal sealed class StoreSettings(string name, string key) : ISpendLedgerProvider, IOutcomeStoreProvider
{
    private static readonly StoreSettings[] All = [new("sqlite", "Path"), new("postgres", PostgresConnection.Key)];

    public string Name => name;

    /// <exception cref="ModelRouterConfigurationException">A key is unknown or missing, or a value is wrong.</exception>
    internal static void CheckLedger(IConfigurationSection router)
    {
        using var services = new ServiceCollection().BuildServiceProvider();
        LedgerReader.Create(router, services, All);
    }

    /// <exception cref="ModelRouterConfigurationException">A key is unknown or missing, or a value is wrong.</exception>
    internal static void CheckLearning(IConfigurationSection router)
    {
        var reader = new SectionReader(router).Child("Learning");
        if (IsLearning(router) || reader.Text("Store") is not null)
        {
            using var services = new ServiceCollection().BuildServiceProvider();
            LearningReader.CreateStore(reader, services, All);
        }
    }

    /// <summary>Whether a router opens the store of outcomes; other verbs may.</summary>
    internal static bool IsLearning(IConfigurationSection router) => new SectionReader(router).Child("Learning").Bool("Enabled") is true;

    public ISpendLedger CreateLedger(IServiceProvider services, IConfigurationSection settings)
    {
        LedgerSettings.Read(settings, key).Reader.RequiredText(key);
        return new InMemorySpendLedger(1);
    }

    public IOutcomeStore CreateStore(IServiceProvider services, IConfigurationSection settings)
    {
        LearningReader.Allow(settings, key).RequiredText(key);
        return new EmptyOutcomeStore();
    }
}
