using Microsoft.Extensions.Configuration;

namespace ModelRouter.Cli;

/// <summary>Checks keys by the schema alone, without making what they are for: clients and databases want secrets and files that needn't be here.</summary>
internal static class SettingsKeys
{
    /// <summary>The unknown keys under a model's <c>Settings</c>.</summary>
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

    /// <summary>The same for a section of the router that would open a database.</summary>
    internal static IEnumerable<ModelRouterConfigurationException> Unknown(IConfigurationSection section, string definition) =>
        Unknown(section, ConfigurationSchema.KeysOf(definition)!);

    private static IEnumerable<ModelRouterConfigurationException> Unknown(IConfigurationSection section, IReadOnlyList<string> keys) =>
        section.GetChildren()
            .Where(child => !keys.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
            .Select(child => new ModelRouterConfigurationException(
                child.Path, $"The key '{child.Key}' is unknown.{Spelling.DidYouMean(child.Key, keys)} Allowed: {string.Join(", ", keys)}."));
}
