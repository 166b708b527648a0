using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ModelRouter.SemanticKernel;

/// <summary>Makes texts of tool results that are whole responses.</summary>
/// <remarks>A prompt function that is a tool of a chat client, without a kernel's settings, passes no filter, and its response becomes JSON with its receipt in
/// it. No model is to be told that, and no provider.</remarks>
internal static class ToolResults
{
    /// <summary>The conversation with texts instead; the same if it holds no such result.</summary>
    internal static IEnumerable<ChatMessage> Plain(IEnumerable<ChatMessage> messages)
    {
        List<ChatMessage>? changed = null;
        var conversation = messages as IReadOnlyList<ChatMessage> ?? [.. messages];
        for (var i = 0; i < conversation.Count; i++)
        {
            if (conversation[i].Role == ChatRole.Tool && conversation[i].Contents.Any(static content => TextOf(content) is not null))
            {
                changed ??= [.. conversation];
                changed[i] = conversation[i].Clone();
                changed[i].Contents = [.. conversation[i].Contents.Select(static content =>
                    TextOf(content) is { } text ? new FunctionResultContent(((FunctionResultContent)content).CallId, text) : content)];
            }
        }

        return changed ?? conversation;
    }

    private static string? TextOf(AIContent content) => content is FunctionResultContent { Result: JsonElement { ValueKind: JsonValueKind.Object } json }
        && json.TryGetProperty("messages", out _) && json.TryGetProperty("additionalProperties", out var properties)
        && properties.ValueKind == JsonValueKind.Object && properties.TryGetProperty(RoutedResponseExtensions.ReceiptKey, out _)
            ? ((ChatResponse?)json.Deserialize(AIJsonUtilities.DefaultOptions.GetTypeInfo(typeof(ChatResponse))))?.Text
            : null;
}
