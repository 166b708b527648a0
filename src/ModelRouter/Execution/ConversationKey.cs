using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>The name that a caller gives a conversation in <see cref="ChatOptions.AdditionalProperties"/>.</summary>
/// <remarks>Meant for the router: no provider gets it.</remarks>
internal static class ConversationKey
{
    /// <summary>The conversation, which stays with its model where conversations stay (<c>StickyConversations</c>): a text of 1 to 200 characters, the same on every turn.</summary>
    internal const string Property = "modelrouter.conversation";

    // Keys are kept in memory, and some come from far away.
    private const int Longest = 200;

    /// <summary>The key, or <see langword="null"/> if there is none.</summary>
    /// <exception cref="ArgumentException">It is no text, or too long.</exception>
    internal static string? Read(ChatOptions? options)
    {
        if (options?.AdditionalProperties is not { } properties || !properties.TryGetValue(Property, out var value) || value is null)
        {
            return null;
        }

        var key = value is JsonElement { ValueKind: JsonValueKind.String } json ? json.GetString() : value as string;
        return key is { Length: > 0 and <= Longest }
            ? key
            : throw new ArgumentException($"The property '{Property}' must be a text of 1 to {Longest} characters.", nameof(options));
    }
}
