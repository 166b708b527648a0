using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>Reads from <see cref="ChatOptions.AdditionalProperties"/> whether a request goes through services' batch interfaces.</summary>
internal static class DeclaredBatch
{
    /// <summary>True if the request goes through a service's batch interface, at its batch price; false by default.</summary>
    internal const string Key = "modelrouter.batch";

    /// <summary>What the caller said; false if nothing.</summary>
    /// <exception cref="ArgumentException">Something else than true or false is declared.</exception>
    internal static bool Read(ChatOptions? options)
    {
        if (options?.AdditionalProperties is not { } properties || !properties.TryGetValue(Key, out var value) || value is null)
        {
            return false;
        }

        return value switch
        {
            bool declared => declared,
            JsonElement { ValueKind: JsonValueKind.True or JsonValueKind.False } json => json.GetBoolean(),
            _ => throw new ArgumentException($"The property '{Key}' must be true or false.", nameof(options)),
        };
    }
}
