using Microsoft.Extensions.Configuration;

namespace ModelRouter.Cli;

/// <summary>Checks the keys under <c>Settings</c> without making a client, by the schema: clients want keys and files that needn't be here.</summary>
internal static class SettingsKeys
{
    internal static IEnumerable<ModelRouterConfigurationException> Unknown(IConfigurationSection model)
    {
        var settings = model.GetSection("Settings");
        if (model["Provider"]?.Trim().ToLowerInvariant() is not { } provider || ConfigurationSchema.KeysOf($"settings-{provider}") is not { } keys)
        {
            return [];
        }

        var nodes = provider == "pool" ? settings.GetSection("Nodes").GetChildren() : [];
        return Unknown(settings, keys).Concat(nodes.SelectMany(static node => Unknown(node, ConfigurationSchema.KeysOf("pool-node")!).Concat(Unknown(node))));
    }

    private static IEnumerable<ModelRouterConfigurationException> Unknown(IConfigurationSection section, IReadOnlyList<string> keys) =>
        section.GetChildren()
            .Where(child => !keys.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
            .Select(child => new ModelRouterConfigurationException(
                child.Path, $"The key '{child.Key}' is unknown.{Spelling.DidYouMean(child.Key, keys)} Allowed: {string.Join(", ", keys)}."));
}
