using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace ModelRouter.Providers;

/// <summary>Writes a conversation's JSON.</summary>
internal static class AzureMessages
{
    internal static JsonArray Write(IEnumerable<ChatMessage> messages, string? instructions, bool sendsReasoning)
    {
        var written = new JsonArray();
        if (!string.IsNullOrWhiteSpace(instructions))
        {
            written.Add(new JsonObject { ["role"] = "system", ["content"] = instructions });
        }

        foreach (var given in MovedFiles.Behind(messages as IReadOnlyList<ChatMessage> ?? [.. messages], ofModel: true))
        {
            var message = RefusalFit.Apply(given);
            if (message.Role == ChatRole.Assistant)
            {
                written.Add(Answer(message, sendsReasoning));
            }
            else if (message.Role == ChatRole.Tool)
            {
                WriteResults(written, message);
            }
            else
            {
                written.Add(new JsonObject { ["role"] = message.Role.Value, ["content"] = Parts(message) });
            }
        }

        return written;
    }

    private static JsonObject Answer(ChatMessage message, bool sendsReasoning)
    {
        var answer = new JsonObject { ["role"] = "assistant" };
        var text = message.Text;
        var calls = new JsonArray();
        foreach (var content in message.Contents)
        {
            if (content is FunctionCallContent call)
            {
                calls.Add(new JsonObject
                {
                    ["id"] = call.CallId,
                    ["type"] = "function",
                    ["function"] = new JsonObject
                    {
                        ["name"] = call.Name,
                        ["arguments"] = call.Arguments is null ? "{}" : JsonSerializer.Serialize(call.Arguments, CompactJson.Options),
                    },
                });
            }
        }

        if (text.Length > 0 || calls.Count == 0)
        {
            answer["content"] = text;
        }

        if (calls.Count > 0)
        {
            answer["tool_calls"] = calls;
        }

        if (sendsReasoning && message.Contents.Any(static content => content is TextReasoningContent))
        {
            answer["reasoning_content"] = string.Concat(message.Contents.OfType<TextReasoningContent>().Select(static thought => thought.Text));
        }

        return answer;
    }

    /// <summary>A message a result, as the API wants it.</summary>
    private static void WriteResults(JsonArray written, ChatMessage message)
    {
        foreach (var content in message.Contents)
        {
            if (content is FunctionResultContent result)
            {
                written.Add(new JsonObject { ["role"] = "tool", ["tool_call_id"] = result.CallId, ["content"] = ToolResultText.Of(result) });
            }
        }
    }

    private static JsonNode Parts(ChatMessage message)
    {
        if (message.Contents.All(static content => content is TextContent))
        {
            return message.Text;
        }

        var parts = new JsonArray();
        foreach (var content in message.Contents)
        {
            parts.Add(content switch
            {
                TextContent text => new JsonObject { ["type"] = "text", ["text"] = text.Text },
                DataContent data when data.HasTopLevelMediaType("image") => Image(data.Uri),
                UriContent uri when uri.HasTopLevelMediaType("image") => Image(uri.Uri.AbsoluteUri),
                DataContent { MediaType: "audio/wav" or "audio/mp3" or "audio/mpeg" } audio => new JsonObject
                {
                    ["type"] = "input_audio",
                    ["input_audio"] = new JsonObject
                    {
                        ["data"] = audio.Base64Data.ToString(), ["format"] = audio.MediaType == "audio/wav" ? "wav" : "mp3",
                    },
                },
                _ => throw new NotSupportedException(
                    $"The Azure AI Inference API has no form for {content.GetType().Name} in a {message.Role} message."),
            });
        }

        return parts;
    }

    private static JsonObject Image(string address) =>
        new() { ["type"] = "image_url", ["image_url"] = new JsonObject { ["url"] = address } };
}
