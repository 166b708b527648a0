using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>Says in a request's options what the router shall know of it; the same as properties of <see cref="ChatOptions.AdditionalProperties"/>,
/// with names and values that the compiler knows.</summary>
/// <remarks>Each changes the options in place and returns them. No provider gets any of it. <see langword="null"/> takes back what was said.</remarks>
public static class ChatOptionsExtensions
{
    /// <summary>On whose account the request is: the tenant (<c>modelrouter.tenant</c>).</summary>
    /// <param name="options">The request's options.</param>
    /// <param name="tenant">1 to 200 characters.</param>
    /// <exception cref="ArgumentException">It is empty, or too long.</exception>
    public static ChatOptions WithTenant(this ChatOptions options, string? tenant) => Checked(options, DeclaredAttribution.Tenant, tenant);

    /// <summary>On whose account the request is: the user (<c>modelrouter.user</c>).</summary>
    /// <param name="options">The request's options.</param>
    /// <param name="user">1 to 200 characters.</param>
    /// <exception cref="ArgumentException">It is empty, or too long.</exception>
    public static ChatOptions WithUser(this ChatOptions options, string? user) => Checked(options, DeclaredAttribution.User, user);

    /// <summary>On whose account the request is: the agent (<c>modelrouter.agent</c>).</summary>
    /// <param name="options">The request's options.</param>
    /// <param name="agent">1 to 200 characters.</param>
    /// <exception cref="ArgumentException">It is empty, or too long.</exception>
    public static ChatOptions WithAgent(this ChatOptions options, string? agent) => Checked(options, DeclaredAttribution.Agent, agent);

    /// <summary>Labels for policy, budgets and the ledger (<c>modelrouter.tags</c>), in place of those said before.</summary>
    /// <param name="options">The request's options.</param>
    /// <param name="tags">At most 20 of 1 to 200 characters.</param>
    /// <exception cref="ArgumentException">One is empty, or too long, or there are too many.</exception>
    public static ChatOptions WithTags(this ChatOptions options, params IEnumerable<string> tags)
    {
        ArgumentNullException.ThrowIfNull(tags);
        string[] all = [.. tags];
        return Checked(options, DeclaredAttribution.Tags, all.Length == 0 ? null : all);
    }

    /// <summary>The class of the data in the request (<c>modelrouter.data_class</c>); what the analysis finds can only be added to it.</summary>
    /// <param name="options">The request's options.</param>
    /// <param name="dataClass">The class.</param>
    /// <exception cref="ArgumentException">There is no such class.</exception>
    public static ChatOptions WithDataClass(this ChatOptions options, DataClass? dataClass)
    {
        Set(options, DeclaredDataClass.Key, dataClass);
        _ = DeclaredDataClass.Read(options);
        return options;
    }

    /// <summary>What the request asks for (<c>modelrouter.task</c>), where you know better than the analysis.</summary>
    /// <param name="options">The request's options.</param>
    /// <param name="task">The task.</param>
    /// <exception cref="ArgumentException">There is no such task.</exception>
    public static ChatOptions WithTask(this ChatOptions options, PromptTask? task)
    {
        Set(options, DeclaredTask.Key, task);
        _ = DeclaredTask.Read(options);
        return options;
    }

    /// <summary>What an answer may be expected to cost (<c>modelrouter.max_cost</c>): dearer models may not serve (rule <c>max-cost</c>).</summary>
    /// <param name="options">The request's options.</param>
    /// <param name="maxCost">US dollars, ≥ 0.</param>
    /// <exception cref="ArgumentException">It is negative.</exception>
    public static ChatOptions WithMaxCost(this ChatOptions options, decimal? maxCost)
    {
        Set(options, DeclaredMaxCost.Key, maxCost);
        _ = DeclaredMaxCost.Read(options);
        return options;
    }

    /// <summary>The conversation (<c>modelrouter.conversation</c>), which stays with its model where conversations stay
    /// (<see cref="ModelRouterOptions.StickyConversations"/>).</summary>
    /// <param name="options">The request's options.</param>
    /// <param name="conversation">1 to 200 characters, the same on every turn.</param>
    /// <exception cref="ArgumentException">It is empty, or too long.</exception>
    public static ChatOptions WithConversation(this ChatOptions options, string? conversation)
    {
        Set(options, ConversationKey.Property, conversation);
        _ = ConversationKey.Read(options);
        return options;
    }

    /// <summary>The run that the request belongs to (<c>modelrouter.run</c>); the current one by default.</summary>
    /// <param name="options">The request's options.</param>
    /// <param name="run">The run.</param>
    public static ChatOptions WithRun(this ChatOptions options, RoutingRun? run) => Set(options, DeclaredRun.Key, run);

    /// <summary>Says that the client sends the request through its service's batch interface, at its batch price (<c>modelrouter.batch</c>).</summary>
    /// <param name="options">The request's options.</param>
    /// <param name="isBatch">Whether it does.</param>
    public static ChatOptions WithBatch(this ChatOptions options, bool isBatch = true) => Set(options, DeclaredBatch.Key, isBatch ? true : null);

    private static ChatOptions Checked(ChatOptions options, string key, object? value)
    {
        Set(options, key, value);
        _ = DeclaredAttribution.Read(options);
        return options;
    }

    private static ChatOptions Set(ChatOptions options, string key, object? value)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (value is null)
        {
            options.AdditionalProperties?.Remove(key);
        }
        else
        {
            (options.AdditionalProperties ??= [])[key] = value;
        }

        return options;
    }
}
