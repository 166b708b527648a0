using Microsoft.Agents.AI;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;

namespace ModelRouter.AgentFramework;

/// <summary>An agent on a router: who it is, what it wishes of the router, and what it may spend.</summary>
/// <remarks>Budgets of <see cref="ModelRouterOptions.Budgets"/> with the scope <see cref="BudgetScope.Agent"/> know the agent by its <see cref="Name"/>.</remarks>
public sealed class RoutedAgentOptions : RoutingWishes
{
    /// <summary>The agent's name, in workflows, in the ledger, on receipts and in traces; of 1 to 200 characters.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for; other agents decide by it.</summary>
    public string? Description { get; set; }

    /// <summary>What it is told before every request.</summary>
    public string? Instructions { get; set; }

    /// <summary>What it can call. Agents can be tools, too: <c>agent.AsAIFunction()</c>; they keep their own name, task and limits, and are held to the class of its data.</summary>
    public IList<AITool> Tools { get; init; } = [];

    /// <summary>What each of its runs may cost, its tools' calls included.</summary>
    public RoutingRunOptions Run { get; init; } = new();

    /// <summary>Changes what the framework's own agent is made from, such as its history and context providers.</summary>
    public Action<ChatClientAgentOptions>? Configure { get; set; }

    /// <summary>Reads an agent from the section of its name. Known keys: <c>Model</c>, <c>Tier</c>, <c>Task</c>, <c>MaxCost</c>, <c>DataClass</c>,
    /// <c>Tenant</c>, <c>User</c>, <c>Tags</c>, <c>MaxTokens</c>, <c>Temperature</c>, <c>ThinkTokens</c>, <c>Effort</c>, <c>Description</c>, <c>Instructions</c>,
    /// <c>RunLimit</c> and <c>OnExhaustion</c> (<c>Stop</c> or <c>Downgrade</c>).</summary>
    /// <param name="agents">What holds a section for each agent, such as <c>configuration.GetSection("Agents")</c>.</param>
    /// <param name="name">The agent's name.</param>
    /// <exception cref="ModelRouterConfigurationException">There is no such section, a key is unknown, or a value is not allowed.</exception>
    public static RoutedAgentOptions FromConfiguration(IConfiguration agents, string name)
    {
        ArgumentNullException.ThrowIfNull(agents);
        ArgumentException.ThrowIfNullOrEmpty(name);
        return AgentReader.Read(agents, name);
    }
}
