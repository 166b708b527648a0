using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;

namespace ModelRouter.Providers;

/// <summary>Makes a model of the nodes that configuration lists under <c>Settings:Nodes</c>.</summary>
/// <param name="providers">All that are registered; asked when a client is made, since this one is among them.</param>
/// <param name="failureReaders">Understand the failures of their clients.</param>
/// <param name="time">The clock.</param>
internal sealed class PoolModelProvider(
    Func<IEnumerable<IModelProvider>> providers, IEnumerable<IFailureReader> failureReaders, TimeProvider time) : IModelProvider, ISettingsCheck
{
    public string Name => "pool";

    public IChatClient CreateClient(ModelProfile model, IConfigurationSection settings)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(settings);
        var (options, sections) = Read(settings);
        var catalog = new ProviderCatalog(providers());
        var nodes = new List<PoolNode>();
        try
        {
            foreach (var node in sections)
            {
                var (provider, served) = ReadNode(node, model, catalog, out var read);
                nodes.Add(read(provider.CreateClient(served, node.GetSection("Settings"))));
            }

            return new PoolChatClient(nodes, options, time, failureReaders);
        }
        catch
        {
            _ = Each.End(nodes, static node => node.Client.Dispose());
            throw;
        }
    }

    void ISettingsCheck.CheckSettings(ModelProfile model, IConfigurationSection settings)
    {
        var catalog = new ProviderCatalog(providers());
        var wrong = new List<ModelRouterConfigurationException>();
        foreach (var node in Read(settings).Nodes)
        {
            try
            {
                var (provider, served) = ReadNode(node, model, catalog, out _);
                (provider as ISettingsCheck)?.CheckSettings(served, node.GetSection("Settings"));
            }
            catch (ModelRouterConfigurationException one)
            {
                wrong.AddRange([one, .. one.Others]);
            }
        }

        if (wrong.Count > 0)
        {
            throw ModelRouterConfigurationException.Of(wrong);
        }
    }

    private static (PoolOptions Options, IReadOnlyList<IConfigurationSection> Nodes) Read(IConfigurationSection settings)
    {
        var reader = new SectionReader(settings).Allow("Nodes", "SlowStart", "ExpectedOutputTokens");
        var defaults = new PoolOptions();
        var options = new PoolOptions
        {
            SlowStart = reader.Duration("SlowStart", TimeSpan.Zero) ?? defaults.SlowStart,
            ExpectedOutputTokens = reader.Int("ExpectedOutputTokens", 1) ?? defaults.ExpectedOutputTokens,
        };
        return reader.Child("Nodes").Named("nodes") is { Count: > 0 } nodes
            ? (options, nodes)
            : throw reader.Missing("Nodes", " Each node is an object with Provider and Settings, under its name.");
    }

    /// <summary>Who reaches a node, the model as it is known there, and the node once it has a client.</summary>
    private (IModelProvider Provider, ModelProfile Served) ReadNode(
        IConfigurationSection section, ModelProfile model, ProviderCatalog catalog, out Func<IChatClient, PoolNode> make)
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
        var speed = reader.Double("TokensPerSecond", 0.01, 1e7) ?? model.TokensPerSecond;
        var concurrency = reader.Int("MaxConcurrency", 1);
        make = client => new PoolNode(section.Key, client) { ModelId = ownName, TokensPerSecond = speed, MaxConcurrency = concurrency };
        return (provider, served);
    }
}
