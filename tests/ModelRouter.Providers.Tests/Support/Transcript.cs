using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ModelRouter.Providers.Tests;

/// <summary>Everything of a response that a caller relies on, as one text.</summary>
internal static class Transcript
{
    public static string Of(ChatResponse response)
    {
        var parts = new List<string>();
        foreach (var content in response.Messages.SelectMany(static message => message.Contents))
        {
            parts.Add(content switch
            {
                TextReasoningContent thought => $"<{thought.Text}|{thought.ProtectedData}>",
                TextContent text => text.Text,
                FunctionCallContent call => $"{call.Name}({JsonSerializer.Serialize(call.Arguments, Relaxed)})",
                _ => content.GetType().Name,
            });
        }

        var usage = response.Usage;
        return $"{string.Join(' ', parts)} [{response.FinishReason}] {usage?.InputTokenCount}+{usage?.OutputTokenCount}";
    }

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
