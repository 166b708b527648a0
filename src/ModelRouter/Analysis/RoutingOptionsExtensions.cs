using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>Says in a request's options what the router shall know of it; the same as properties of <see cref="ChatOptions.AdditionalProperties"/>,
/// with names and values that the compiler knows.</summary>
/// <remarks>Each changes the options in place and returns them. No provider gets any of it. <see langword="null"/> takes back what was said.</remarks>
public static class RoutingOptionsExtensions
{
    /// <summary>On whose account the request is: the tenant (<c>modelrouter.tenant</c>).</summary>
    /// <param name="options">The request's options.</param>
    /// <param name="tenant">1 to 200 characters.</param>
    /// <exception cref="ArgumentException">It is empty, or too long.</exception>
    public static ChatOptions WithTenant(this ChatOptions options, string? tenant) => Set(options, DeclaredAttribution.Tenant, tenant, DeclaredAttribution.Read);

    /// <summary>On whose account the request is: the user (<c>modelrouter.user</c>).</summary>
    /// <param name="options">The request's options.</param>
    /// <param name="user">1 to 200 characters.</param>
    /// <exception cref="ArgumentException">It is empty, or too long.</exception>
    public static ChatOptions WithUser(this ChatOptions options, string? user) => Set(options, DeclaredAttribution.User, user, DeclaredAttribution.Read);

    /// <summary>On whose account the request is: the agent (<c>modelrouter.agent</c>).</summary>
    /// <param name="options">The request's options.</param>
    /// <param name="agent">1 to 200 characters.</param>
    /// <exception cref="ArgumentException">It is empty, or too long.</exception>
    public static ChatOptions WithAgent(this ChatOptions options, string? agent) => Set(options, DeclaredAttribution.Agent, agent, DeclaredAttribution.Read);

    /// <summary>Labels for policy, budgets and the ledger (<c>modelrouter.tags</c>), in place of those said before.</summary>
    /// <param name="options">The request's options.</param>
    /// <param name="tags">At most 20 of 1 to 200 characters.</param>
    /// <exception cref="ArgumentException">One is empty, or too long, or there are too many.</exception>
    public static ChatOptions WithTags(this ChatOptions options, params IEnumerable<string> tags)
    {
        ArgumentNullException.ThrowIfNull(tags);
        string[] all = [.. tags];
        return Set(options, DeclaredAttribution.Tags, all.Length == 0 ? null : all, DeclaredAttribution.Read, nameof(tags));
    }

    /// <summary>The class of the data in the request (<c>modelrouter.data_class</c>); what the analysis finds can only be added to it.</summary>
    /// <param name="options">The request's options.</param>
    /// <param name="dataClass">The class.</param>
    /// <exception cref="ArgumentException">There is no such class.</exception>
    public static ChatOptions WithDataClass(this ChatOptions options, DataClass? dataClass) => Set(options, DeclaredDataClass.Key, dataClass, DeclaredDataClass.Read);

    /// <summary>What the request asks for (<c>modelrouter.task</c>), where you know better than the analysis.</summary>
    /// <param name="options">The request's options.</param>
    /// <param name="task">The task.</param>
    /// <exception cref="ArgumentException">There is no such task.</exception>
    public static ChatOptions WithTask(this ChatOptions options, PromptTask? task) => Set(options, DeclaredTask.Key, task, DeclaredTask.Read);

    /// <summary>What an answer may be expected to cost (<c>modelrouter.max_cost</c>): dearer models may not serve (rule <c>max-cost</c>).</summary>
    /// <param name="options">The request's options.</param>
    /// <param name="maxCost">US dollars, ≥ 0.</param>
    /// <exception cref="ArgumentException">It is negative.</exception>
    public static ChatOptions WithMaxCost(this ChatOptions options, decimal? maxCost) => Set(options, DeclaredMaxCost.Key, maxCost, DeclaredMaxCost.Read);

    /// <summary>The conversation (<c>modelrouter.conversation</c>), which stays with its model where conversations stay
    /// (<see cref="ModelRouterOptions.StickyConversations"/>).</summary>
    /// <param name="options">The request's options.</param>
    /// <param name="conversation">1 to 200 characters, the same on every turn.</param>
    /// <exception cref="ArgumentException">It is empty, or too long.</exception>
    public static ChatOptions WithConversation(this ChatOptions options, string? conversation) => Set(options, ConversationKey.Property, conversation, ConversationKey.Read);

    /// <summary>The run that the request belongs to (<c>modelrouter.run</c>); the current one by default.</summary>
    /// <param name="options">The request's options.</param>
    /// <param name="run">The run.</param>
    public static ChatOptions WithRun(this ChatOptions options, RoutingRun? run) => Set(options, DeclaredRun.Key, run, DeclaredRun.Read);

    /// <summary>Says that the client sends the request through its service's batch interface, at its batch price (<c>modelrouter.batch</c>).</summary>
    /// <param name="options">The request's options.</param>
    /// <param name="isBatch">Whether it does.</param>
    public static ChatOptions WithBatch(this ChatOptions options, bool isBatch = true) => Set(options, DeclaredBatch.Key, isBatch ? true : null, DeclaredBatch.Read);

    /// <summary>Says it, if the router would take it.</summary>
    private static ChatOptions Set<T>(
        ChatOptions options, string key, object? value, Func<ChatOptions?, T> read, [CallerArgumentExpression(nameof(value))] string argument = "")
    {
        ArgumentNullException.ThrowIfNull(options);
        if (value is null)
        {
            options.AdditionalProperties?.Remove(key);
            return options;
        }

        try
        {
            _ = read(new() { AdditionalProperties = new() { [key] = value } });
        }
        catch (ArgumentException wrong)
        {
            // It is about what was said here, not about the options that it goes into.
            var text = wrong.Message.Replace($" (Parameter '{wrong.ParamName}')", "", StringComparison.Ordinal);
            throw new ArgumentException(text, argument, wrong);
        }

        (options.AdditionalProperties ??= [])[key] = value;
        return options;
    }
}
