namespace ModelRouter;

/// <summary>The policy, what answers are worth, what waiting costs, when conversations stay, when endpoints rest, how models are tried and answers checked. Copied
/// when a router is made.</summary>
public sealed class ModelRouterOptions
{
    /// <summary>The company's rules on which model may serve which request; none by default. The router checks them against its models.</summary>
    public RoutingPolicy Policy { get; set; } = RoutingPolicy.None;

    /// <summary>US dollars that a right answer is worth; &gt; 0, default 0.01.</summary>
    public decimal Worth { get; set; } = 0.01m;

    /// <summary>US dollars for tasks whose answers are worth more or less than <see cref="Worth"/>; &gt; 0.</summary>
    public IDictionary<PromptTask, decimal> TaskWorth { get; } = new Dictionary<PromptTask, decimal>();

    /// <summary>US dollars that a second of waiting costs; ≥ 0, default 0.0001.</summary>
    public decimal WaitPricePerSecond { get; set; } = 0.0001m;

    /// <summary>True if the model that wrote a conversation's last answer leads while it may serve, whatever others are worth for the next
    /// question: no change of voice, and its prefix cache is used. Default false. The answer is recognized by the stamp that the
    /// router puts on it (<see cref="Microsoft.Extensions.AI.ChatMessage.AdditionalProperties"/>). Where the history doesn't keep that, name the
    /// conversation in the request: a text under <c>modelrouter.conversation</c> in
    /// <see cref="Microsoft.Extensions.AI.ChatOptions.AdditionalProperties"/>, the same on every turn and of no other conversation. Each router
    /// remembers the 10,000 that were used last.</summary>
    public bool StickyConversations { get; set; }

    /// <summary>When an endpoint is taken out of service, and for how long.</summary>
    public EndpointHealthOptions Health { get; } = new();

    /// <summary>How much may be used, by whom and in which time; none by default.</summary>
    public IList<Budget> Budgets { get; } = [];

    /// <summary>Told of thresholds, exhausted budgets and overruns, by the flow of the call that caused it: it should return soon. What it throws is logged.</summary>
    public Action<BudgetEvent>? OnBudgetEvent { get; set; }

    /// <summary>The seed of everything that is left to chance, which is when endpoints are probed, and what is explored unless exploration has a seed of its own; <see langword="null"/> (the default)
    /// draws one for each router, so that many processes don't act in step.</summary>
    public int? Seed { get; set; }

    /// <summary>How long and how often models are tried for one call.</summary>
    public ExecutionOptions Execution { get; } = new();

    /// <summary>When answers are checked, and better models asked if they fail.</summary>
    public CascadeOptions Cascade { get; } = new();
}
