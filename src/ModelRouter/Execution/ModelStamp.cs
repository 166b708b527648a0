using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>The id of the model that wrote a message, kept in the message's additional properties so that it survives a tool
/// loop, a stream's coalescing and a history that was stored as JSON.</summary>
internal static class ModelStamp
{
    internal const string Key = "modelrouter.model";

    internal static string? Read(ChatMessage message) =>
        message.AdditionalProperties is { } properties && properties.TryGetValue(Key, out var value)
            ? value switch
            {
                string id => id,
                JsonElement { ValueKind: JsonValueKind.String } json => json.GetString(),
                _ => null,
            }
            : null;

    internal static void Write(ChatMessage message, string model) => (message.AdditionalProperties ??= [])[Key] = model;

    internal static void Write(ChatResponseUpdate update, string model) => (update.AdditionalProperties ??= [])[Key] = model;
}
