using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>What callers tell the router in <see cref="ChatOptions.AdditionalProperties"/>, and no provider gets.</summary>
internal static class RouterProperties
{
    private const string Prefix = "modelrouter.";

    private static readonly string[] Keys =
    [
        DeclaredDataClass.Key, DeclaredAttribution.Tenant, DeclaredAttribution.User, DeclaredAttribution.Agent, DeclaredAttribution.Tags,
        ConversationKey.Property, DeclaredBatch.Key, DeclaredTask.Key, DeclaredMaxCost.Key, DeclaredRun.Key, DeclaredAttribution.Function, DeclaredAttribution.Plugin,
    ];

    /// <summary>Refuses names that are meant for the router and that it doesn't know: a wish that is misspelled must not be forgotten in silence.</summary>
    /// <exception cref="ArgumentException">There is such a name.</exception>
    internal static void Check(ChatOptions? options)
    {
        if (options?.AdditionalProperties is not { } properties)
        {
            return;
        }

        foreach (var (key, _) in properties)
        {
            if (key.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && !Keys.Contains(key, StringComparer.OrdinalIgnoreCase))
            {
                throw new ArgumentException(
                    $"The router doesn't know the property '{key}'.{Spelling.DidYouMean(key, Keys)} Known: {string.Join(", ", Keys)}.", nameof(options));
            }
        }
    }

    /// <summary>Takes them out of options that are the router's own copy.</summary>
    internal static void Remove(ChatOptions options)
    {
        if (options.AdditionalProperties is not { } properties)
        {
            return;
        }

        var hadAny = false;
        foreach (var key in Keys)
        {
            hadAny |= properties.Remove(key);
        }

        if (hadAny && properties.Count == 0)
        {
            options.AdditionalProperties = null;
        }
    }
}
