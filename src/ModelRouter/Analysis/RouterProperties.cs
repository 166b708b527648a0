using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>What callers tell the router in <see cref="ChatOptions.AdditionalProperties"/>, and no provider gets.</summary>
internal static class RouterProperties
{
    private static readonly string[] Keys =
    [
        DeclaredDataClass.Key, DeclaredAttribution.Tenant, DeclaredAttribution.User, DeclaredAttribution.Agent, DeclaredAttribution.Tags,
        ConversationKey.Property, DeclaredBatch.Key,
    ];

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
