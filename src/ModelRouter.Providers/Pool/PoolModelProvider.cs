using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;

namespace ModelRouter.Providers;

/// <summary>Makes a model of the nodes that configuration lists under <c>Settings:Nodes</c>.</summary>
/// <param name="providers">All that are registered; asked when a client is made, since this one is among them.</param>
/// <param name="failureReaders">Understand the failures of their clients.</param>
/// <param name="time">The clock.</param>
internal sealed class PoolModelProvider(
    Func<IEnumerable<IModelProvider>> providers, IEnumerable<IFailureReader> failureReaders, TimeProvider time) : IModelProvider
{
    public string Name => "pool";

    public IChatClient CreateClient(ModelProfile model, IConfigurationSection settings)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(settings);
        var reader = new SectionReader(settings).Allow("Nodes", "SlowStart", "ExpectedOutputTokens");
        var defaults = new PoolOptions();
        var options = new PoolOptions
        {
            SlowStart = reader.Duration("SlowStart", TimeSpan.Zero) ?? defaults.SlowStart,
            ExpectedOutputTokens = reader.Int("ExpectedOutputTokens", 1) ?? defaults.ExpectedOutputTokens,
        };
        var catalog = new ProviderCatalog(providers());
        var nodes = new List<PoolNode>();
        try
        {
            foreach (var node in reader.Child("Nodes").Section.GetChildren())
            {
                nodes.Add(ReadNode(node, model, catalog));
            }

            return nodes.Count > 0
                ? new PoolChatClient(nodes, options, time, failureReaders)
                : throw reader.Missing("Nodes", " Each node is an object with Provider and Settings, under its name.");
        }
        catch
        {
            nodes.ForEach(node => node.Client.Dispose());
            throw;
        }
    }

    private PoolNode ReadNode(IConfigurationSection section, ModelProfile model, ProviderCatalog catalog)
    {
        var reader = new SectionReader(section).Allow("Provider", "ProviderModel", "TokensPerSecond", "MaxConcurrency", "Settings");
        var name = reader.RequiredText("Provider");
        var provider = catalog.Find(name) ?? throw new ModelRouterConfigurationException($"{section.Path}:Provider", catalog.Describe(name));
        if (provider == this)
        {
            throw new ModelRouterConfigurationException($"{section.Path}:Provider", "A pool can't be a node of a pool; list its nodes here.");
        }

        var ownName = reader.Text("ProviderModel");
        var served = model with { ProviderModel = ownName ?? model.ProviderModel };
        return new PoolNode(section.Key, provider.CreateClient(served, section.GetSection("Settings")))
        {
            ModelId = ownName,
            TokensPerSecond = reader.Double("TokensPerSecond", 0.01, 1e7) ?? model.TokensPerSecond,
            MaxConcurrency = reader.Int("MaxConcurrency", 1),
        };
    }
}
