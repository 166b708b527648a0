using System.Collections;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>Reads on whose account a request is from <see cref="ChatOptions.AdditionalProperties"/>.</summary>
internal static class DeclaredAttribution
{
    /// <summary>On whose account: the tenant. A text of 1 to 200 characters.</summary>
    internal const string Tenant = "modelrouter.tenant";

    /// <summary>On whose account: the user. A text of 1 to 200 characters.</summary>
    internal const string User = "modelrouter.user";

    /// <summary>On whose account: the agent. A text of 1 to 200 characters.</summary>
    internal const string Agent = "modelrouter.agent";

    /// <summary>Further labels for policy, budgets and the ledger: a text of 1 to 200 characters, or a list of at most 20.</summary>
    internal const string Tags = "modelrouter.tags";

    /// <summary>The step of an agent's work, which the plugins of frameworks say themselves: the function. It stands among the tags.</summary>
    internal const string Function = "modelrouter.function";

    /// <summary>The plugin that the function is of. It stands among the tags.</summary>
    internal const string Plugin = "modelrouter.plugin";

    // All of it is stored with every attempt, and some comes from far away.
    private const int Longest = 200;
    private const int Most = 20;

    /// <summary>What the caller said; <see cref="RequestAttribution.None"/> if nothing.</summary>
    /// <exception cref="ArgumentException">A property is no text, empty, or too long; or there are too many tags.</exception>
    internal static RequestAttribution Read(ChatOptions? options)
    {
        if (options?.AdditionalProperties is null)
        {
            return RequestAttribution.None;
        }

        var (tenant, user, agent) = (Text(options, Tenant), Text(options, User), Text(options, Agent));
        var tags = WithStep(ReadTags(options), options);
        return tenant is null && user is null && agent is null && tags.Length == 0
            ? RequestAttribution.None
            : new(tenant, user, agent) { Tags = tags };
    }

    private static string? Text(ChatOptions options, string key) =>
        options.AdditionalProperties!.TryGetValue(key, out var value) && value is not null ? Checked(options, key, value) : null;

    /// <summary>Adds the kernel function, or another framework's name for a step, and the plugin that it is of.</summary>
    private static string[] WithStep(string[] tags, ChatOptions options)
    {
        var (function, plugin) = (Text(options, Function), Text(options, Plugin));
        return function is null && plugin is null
            ? tags
            : [.. tags.Concat((IEnumerable<string>)[.. Tag("function:", function), .. Tag("plugin:", plugin)]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

        static string[] Tag(string kind, string? name) => name is null ? [] : [kind + name];
    }

    private static string[] ReadTags(ChatOptions options)
    {
        if (!options.AdditionalProperties!.TryGetValue(Tags, out var value) || value is null)
        {
            return [];
        }

        object[] items = value switch
        {
            JsonElement { ValueKind: JsonValueKind.Array } array => [.. array.EnumerateArray()],
            string or JsonElement => [value],
            IEnumerable list => [.. list.Cast<object?>().Select(static item => item ?? "")],
            _ => [value],
        };
        string[] tags = [.. items.Select(item => Checked(options, Tags, item)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return tags.Length <= Most
            ? tags
            : throw new ArgumentException($"The property '{Tags}' holds {tags.Length} tags; at most {Most} are allowed.", nameof(options));
    }

    private static string Checked(ChatOptions options, string key, object value)
    {
        var text = value is JsonElement { ValueKind: JsonValueKind.String } json ? json.GetString() : value as string;
        return text is { Length: > 0 and <= Longest }
            ? text
            : throw new ArgumentException(
                $"The property '{key}' must be {(key == Tags ? "a text, or a list of texts," : "a text")} of 1 to {Longest} characters.", nameof(options));
    }
}
