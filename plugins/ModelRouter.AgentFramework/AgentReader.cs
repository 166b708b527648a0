using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;

namespace ModelRouter.AgentFramework;

/// <summary>Reads agents from configuration, as strictly as the router reads its own.</summary>
internal static class AgentReader
{
    internal static RoutedAgentOptions Read(IConfiguration agents, string name)
    {
        var section = agents.GetSection(name);
        if (!section.Exists())
        {
            var known = agents.GetChildren().Select(static child => child.Key).ToList();
            throw new ModelRouterConfigurationException(section.Path, $"There is no agent '{name}'.{Spelling.DidYouMean(name, known)} Known: {string.Join(", ", known)}.");
        }

        var reader = new SectionReader(section).Allow(
            "Model", "Tier", "Task", "MaxCost", "DataClass", "Tenant", "User", "Tags", "MaxTokens", "Temperature", "ThinkTokens", "Effort", "Description", "Instructions",
            "RunLimit", "OnExhaustion");
        var options = new RoutedAgentOptions
        {
            Name = name,
            Model = reader.Text("Model"),
            Tier = reader.Choice<ModelTier>("Tier"),
            Task = reader.Choice<PromptTask>("Task"),
            MaxCost = reader.Decimal("MaxCost"),
            DataClass = reader.Choice<DataClass>("DataClass"),
            Tenant = reader.Text("Tenant"),
            User = reader.Text("User"),
            Tags = [.. reader.List("Tags")?.Select(static item => item.Text) ?? []],
            MaxTokens = reader.Int("MaxTokens", 1),
            Temperature = reader.Double("Temperature", 0, 2),
            ThinkTokens = reader.Int("ThinkTokens", 1),
            Effort = reader.Choice<ReasoningEffort>("Effort"),
            Description = reader.Text("Description"),
            Instructions = reader.Text("Instructions"),
            Run = new() { Limit = reader.Decimal("RunLimit"), OnExhaustion = reader.Choice<RunExhaustion>("OnExhaustion") ?? RunExhaustion.Stop },
        };
        if (options.Run.Limit is 0)
        {
            throw new ModelRouterConfigurationException(ConfigurationPath.Combine(section.Path, "RunLimit"), "'0' is not allowed; it must be greater than 0.");
        }

        try
        {
            options.ThrowIfInvalid(name);
            _ = options.Run.Copy();
        }
        catch (ArgumentException exception)
        {
            throw new ModelRouterConfigurationException(section.Path, exception.Message);
        }

        return options;
    }
}
