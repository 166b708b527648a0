using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;

namespace ModelRouter;

/// <summary>An agent as configuration describes it, for Agent Framework's package and for who checks files without it.</summary>
internal sealed record AgentSettings
{
    internal string? Model { get; private init; }

    internal ModelTier? Tier { get; private init; }

    internal PromptTask? Task { get; private init; }

    internal decimal? MaxCost { get; private init; }

    internal DataClass? DataClass { get; private init; }

    internal string? Tenant { get; private init; }

    internal string? User { get; private init; }

    internal IReadOnlyList<string> Tags { get; private init; } = [];

    internal int? MaxTokens { get; private init; }

    internal double? Temperature { get; private init; }

    internal int? ThinkTokens { get; private init; }

    internal ReasoningEffort? Effort { get; private init; }

    internal string? Description { get; private init; }

    internal string? Instructions { get; private init; }

    internal decimal? RunLimit { get; private init; }

    internal RunExhaustion OnExhaustion { get; private init; }

    /// <exception cref="ModelRouterConfigurationException">A key is unknown, or a value is wrong.</exception>
    internal static AgentSettings Read(IConfigurationSection section)
    {
        var reader = new SectionReader(section).Allow(
            "Model", "Tier", "Task", "MaxCost", "DataClass", "Tenant", "User", "Tags", "MaxTokens", "Temperature", "ThinkTokens", "Effort", "Description", "Instructions",
            "RunLimit", "OnExhaustion");
        var settings = new AgentSettings
        {
            Model = reader.Text("Model"),
            Tier = reader.Choice<ModelTier>("Tier"),
            Task = reader.Choice<PromptTask>("Task"),
            MaxCost = reader.Decimal("MaxCost", max: decimal.MaxValue),
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
            RunLimit = reader.PositiveDecimal("RunLimit", decimal.MaxValue),
            OnExhaustion = reader.Choice<RunExhaustion>("OnExhaustion") ?? RunExhaustion.Stop,
        };
        return settings.OnExhaustion == RunExhaustion.Ask
            ? throw new ModelRouterConfigurationException(
                $"{section.Path}:OnExhaustion", "'Ask' is not allowed, since only code can say who answers when it asks. Allowed: Stop, Downgrade.")
            : settings.Model is not null && settings.Tier is not null
            ? throw new ModelRouterConfigurationException($"{section.Path}:Tier", "Model is given as well; remove one of the two.")
            : settings;
    }
}
