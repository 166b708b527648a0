namespace ModelRouter;

/// <summary>The company's rules on which model may serve which request, and what for.</summary>
/// <remarks>
/// <para>Immutable, so safe for concurrent use. What several rules say of one request is settled like this, whatever the models:</para>
/// <list type="number">
/// <item>A rule applies if every condition of its <see cref="PolicyRule.When"/> holds, and not every one of its <see cref="PolicyRule.Unless"/>.</item>
/// <item>Where data may go only ever narrows, in whatever order the rules stand: a model that any applying rule denies
/// (<see cref="PolicyRule.Deny"/>) never serves, and one serves only if each applying rule with an <see cref="PolicyRule.Only"/> selects it.
/// No rule can allow again what another forbids.</item>
/// <item>Figures (<see cref="PolicyRule.MinQuality"/>, <see cref="PolicyRule.MaxCostPerCall"/>, <see cref="PolicyRule.MaxLatency"/>,
/// <see cref="PolicyRule.Worth"/>, <see cref="PolicyRule.ReasoningEffort"/>, <see cref="PolicyRule.ThinkBudget"/>, <see cref="PolicyRule.Cascade"/>) come
/// each from the first applying rule that gives it, so an exception stands before what it is excepted from.</item>
/// <item><see cref="PolicyRule.Prefer"/> orders what is permitted and excludes nobody: models that the first applying rule prefers
/// lead, then those of the second, then the rest, among themselves by value. In a tool loop the model that asked leads all the same, and in a
/// conversation that stays (<see cref="ModelRouterOptions.StickyConversations"/>) the one that answered last.</item>
/// </list>
/// <para>It holds for every way in: a model that the caller names, the fallback after a failure, the second model of a cascade, the second runner of a hedge, the probe of a
/// model that cools down, the next step of a tool loop and a sticky conversation all come from the one ranking that the policy permitted. A
/// call ends under the policy that it began with. A pool is one model to it: its nodes have to be where its profile says. A <see cref="PromptEmbedder"/>'s generator is no model: it is
/// held to <see cref="PromptEmbeddingOptions.Clearance"/>, and not to the rules.</para>
/// </remarks>
public sealed record RoutingPolicy
{
    /// <summary>No rules.</summary>
    public static RoutingPolicy None { get; } = new();

    /// <summary>The rules in their order, each name once.</summary>
    public IReadOnlyList<PolicyRule> Rules { get; init; } = [];
}
