using Microsoft.Extensions.Configuration;

namespace ModelRouter.Cli;

/// <summary>What stands in a file beside the router's section.</summary>
internal static class RootKeys
{
    private const string AgentsKey = "Agents";

    private static readonly string[] Known = [RouterSource.BuiltInKey, ModelRouterConfiguration.SectionName, AgentsKey];

    /// <summary>Keys that nobody reads and that are nearly one that is read. An application's own begin otherwise.</summary>
    /// <param name="root">The file.</param>
    /// <param name="hasSection">Whether the router's section is there; that it is missing tells what may have been meant.</param>
    internal static IEnumerable<ModelRouterConfigurationException> Misspelled(IConfiguration root, bool hasSection) =>
        from child in root.GetChildren()
        where !Known.Contains(child.Key, StringComparer.OrdinalIgnoreCase)
        let meant = Spelling.Nearest(child.Key, Known)
        where meant is not null && char.ToUpperInvariant(child.Key[0]) == meant[0] && (hasSection || meant != ModelRouterConfiguration.SectionName)
        select new ModelRouterConfigurationException(child.Path, $"The key '{child.Key}' is not read. Did you mean '{meant}'?");

    /// <summary>A step that reads each of Agent Framework's agents.</summary>
    internal static IEnumerable<Action> Agents(IConfiguration root)
    {
        var agents = root.GetSection(AgentsKey);
        return string.IsNullOrEmpty(agents.Value)
            ? agents.GetChildren().Select(static agent => (Action)(() => AgentSettings.Read(agent)))
            : [() => throw new ModelRouterConfigurationException(AgentsKey, "A single value is not allowed here; it must be an object with the agents by their names.")];
    }
}
