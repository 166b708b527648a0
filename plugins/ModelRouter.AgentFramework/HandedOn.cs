using Microsoft.Agents.AI;
using Microsoft.Extensions.AI;

namespace ModelRouter.AgentFramework;

/// <summary>What the framework hands on to an agent that is a tool (<c>AsAIFunction</c>): all properties of its caller's request.</summary>
internal static class HandedOn
{
    /// <summary>The options of a run, of which only that is left which holds for the agent as well, where the framework handed them on.</summary>
    internal static AgentRunOptions? Limit(AgentRunOptions? options, RoutingWishes? wishes)
    {
        if (options?.AdditionalProperties is not { } handed || !ReferenceEquals(handed, FunctionInvokingChatClient.CurrentContext?.Options?.AdditionalProperties))
        {
            return options;
        }

        // Its caller's name, task and limits would come before its own, and no rule or budget would know it.
        var others = new ChatOptions { AdditionalProperties = handed.Clone() };
        RouterProperties.Remove(others);
        var left = others.AdditionalProperties ?? [];
        left.Remove(PolicyThinking.BudgetKey);
        Keep(DeclaredDataClass.Key);
        Keep(DeclaredRun.Key);
        if (wishes?.Tenant is null)
        {
            Keep(DeclaredAttribution.Tenant);
        }

        if (wishes?.User is null)
        {
            Keep(DeclaredAttribution.User);
        }

        var limited = options.Clone();
        limited.AdditionalProperties = left;
        return limited;

        void Keep(string key) => Marks.TryAdd(left, key, handed.GetValueOrDefault(key));
    }
}
