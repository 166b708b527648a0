using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using ModelRouter;
using ModelRouter.AgentFramework;

namespace Microsoft.Agents.AI;

/// <summary>Agents on a router, and what their runs cost.</summary>
public static class ModelRouterAgentExtensions
{
    /// <summary>Makes an agent that asks the router, with wishes and a budget of its own.</summary>
    /// <param name="client">The router, or a pipeline that ends in it. Without function invocation in it the agent brings its own.</param>
    /// <param name="options">Who the agent is; copied as far as the router is concerned.</param>
    /// <param name="loggerFactory">For the framework's agent.</param>
    /// <param name="services">For the framework's agent and its tools.</param>
    /// <returns>An agent to run by itself, in a workflow, or as a tool of another one (<c>AsAIFunction</c>).</returns>
    /// <exception cref="ArgumentException">There is no router in the pipeline, or an option is out of its range.</exception>
    /// <remarks>Each run is a <see cref="RoutingRun"/>, inside the current one if there is one, and a span <c>modelrouter.agent</c>; its receipt is on the response
    /// (<see cref="GetRunReceipt(AgentResponse)"/>). Ledger entries have the agent's name and, where a tool called the agent, the tag <c>function:</c> with the tool's.
    /// The class of the data that went into an answer (<see cref="DataClass"/>) goes with its messages to agents that read them, and to those that the agent's tools ask; tenant and user
    /// hold for those, too. Its text alone has none: <see cref="GetDataClass(AgentResponse)"/>.</remarks>
    public static AIAgent AsAIAgent(
        this IChatClient client, RoutedAgentOptions options, ILoggerFactory? loggerFactory = null, IServiceProvider? services = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(options);
        ThrowIfNoRouter(client);
        ArgumentException.ThrowIfNullOrEmpty(options.Name);
        options.ThrowIfInvalid(options.Name);
        var made = new ChatClientAgentOptions
        {
            Name = options.Name,
            Description = options.Description,
            ChatOptions = new() { Instructions = options.Instructions, Tools = options.Tools.Count == 0 ? null : [.. options.Tools] },
        };
        options.Configure?.Invoke(made);
        var wishes = options.CopyWishes();
        var agent = new ChatClientAgent(new AgentChatClient(client, wishes, options.Name), made, loggerFactory, services);
        return new RoutedAgent(agent, options.Run.Copy(), wishes);
    }

    /// <summary>Makes an agent that asks the router, as configuration says.</summary>
    /// <param name="client">The router, or a pipeline that ends in it.</param>
    /// <param name="name">The agent's name, and that of its section.</param>
    /// <param name="agents">What holds a section for each agent, such as <c>configuration.GetSection("Agents")</c>; read once.</param>
    /// <param name="configure">Adds what configuration can't say, such as tools.</param>
    /// <param name="loggerFactory">For the framework's agent.</param>
    /// <param name="services">For the framework's agent and its tools.</param>
    /// <exception cref="ModelRouterConfigurationException">There is no such section, a key is unknown, or a value is not allowed.</exception>
    /// <inheritdoc cref="AsAIAgent(IChatClient, RoutedAgentOptions, ILoggerFactory?, IServiceProvider?)"/>
    public static AIAgent AsAIAgent(
        this IChatClient client,
        string name,
        IConfiguration agents,
        Action<RoutedAgentOptions>? configure = null,
        ILoggerFactory? loggerFactory = null,
        IServiceProvider? services = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        var options = RoutedAgentOptions.FromConfiguration(agents, name);
        configure?.Invoke(options);
        return client.AsAIAgent(options, loggerFactory, services);
    }

    /// <summary>Makes each run of an agent, such as a workflow as an agent, one <see cref="RoutingRun"/> of all that it asks routers, with a span <c>modelrouter.run</c>
    /// and a receipt on the response.</summary>
    /// <param name="agent">The agent.</param>
    /// <param name="options">What a run may cost; copied. No limit if <see langword="null"/>.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <remarks>A workflow tells failures of its agents by its own rules; that a run has stopped at its limit its receipt says. The class of the data, tenant and user that
    /// the options of a run declare (<see cref="ChatClientAgentRunOptions"/>) hold for all that it asks, also where the agent itself takes no options, as a workflow doesn't.</remarks>
    public static AIAgent WithRoutingRun(this AIAgent agent, RoutingRunOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(agent);
        return new RoutedAgent(agent, (options ?? new()).Copy(), wishes: null);
    }

    /// <summary>What the run cost that gave this response, by agent and step; <see langword="null"/> if it was no routed agent's.</summary>
    public static RunReceipt? GetRunReceipt(this AgentResponse response) =>
        response is null ? null : RunStamp.Read(response.AdditionalProperties, response.Messages);

    /// <summary>The receipt, on the last update of a stream; <see langword="null"/> on every other. Agents in a workflow have theirs on their own last updates.</summary>
    public static RunReceipt? GetRunReceipt(this AgentResponseUpdate update) => RunStamp.Read(update?.AdditionalProperties);

    /// <summary>What the deliberation cost that gave this response, and how it was voted; <see langword="null"/> if it was none.</summary>
    public static RunReceipt? GetRunReceipt(this ChatResponse response) =>
        response is null ? null : RunStamp.Read(response.AdditionalProperties, response.Messages);

    /// <summary>The receipt, on the last update of a stream; <see langword="null"/> on every other.</summary>
    public static RunReceipt? GetRunReceipt(this ChatResponseUpdate update) => RunStamp.Read(update?.AdditionalProperties);

    /// <summary>The highest class of what went into the response, as its messages say; who passes its text alone on has to declare it
    /// (<see cref="RoutingOptionsExtensions.WithDataClass"/>).</summary>
    public static DataClass GetDataClass(this AgentResponse response)
    {
        ArgumentNullException.ThrowIfNull(response);
        return DataClassStamp.Highest(response.Messages);
    }

    /// <exception cref="ArgumentException">There is no router in the pipeline, which would hear the wishes.</exception>
    internal static void ThrowIfNoRouter(IChatClient client)
    {
        if (client.GetService(typeof(ModelRouterChatClient)) is null)
        {
            throw new ArgumentException("There is no router in this pipeline: nobody would hear what agents wish of it.", nameof(client));
        }
    }
}
