using Microsoft.Extensions.Configuration;

namespace ModelRouter.AgentFramework;

/// <summary>Reads agents from configuration, as strictly as the router reads its own.</summary>
internal static class AgentReader
{
    internal static RoutedAgentOptions Read(IConfiguration agents, string name)
    {
        var section = agents.GetSection(name);
        var known = agents.GetChildren().Select(static child => child.Key).ToList();

        // An agent of whom nothing is said is there, too: a section without keys doesn't "exist".
        if (!section.Exists() && !known.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            throw new ModelRouterConfigurationException(
                section.Path,
                $"There is no agent '{name}'.{(known.Count == 0 ? " The section that holds the agents is missing or empty." : $"{Spelling.DidYouMean(name, known)} Known: {string.Join(", ", known)}.")}");
        }

        var settings = AgentSettings.Read(section);
        var options = new RoutedAgentOptions
        {
            Name = name,
            Model = settings.Model,
            Tier = settings.Tier,
            Task = settings.Task,
            MaxCost = settings.MaxCost,
            DataClass = settings.DataClass,
            Tenant = settings.Tenant,
            User = settings.User,
            Tags = [.. settings.Tags],
            MaxTokens = settings.MaxTokens,
            Temperature = settings.Temperature,
            ThinkTokens = settings.ThinkTokens,
            Effort = settings.Effort,
            Description = settings.Description,
            Instructions = settings.Instructions,
            Run = new() { Limit = settings.RunLimit, OnExhaustion = settings.OnExhaustion },
        };
        try
        {
            options.ThrowIfInvalid(name);
        }
        catch (ArgumentException exception)
        {
            throw new ModelRouterConfigurationException(section.Path, exception.Message);
        }

        return options;
    }
}
