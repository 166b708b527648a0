using System.Text.Json;
using Microsoft.Extensions.AI;
using OllamaSharp.Models.Chat;
using ChatRole = Microsoft.Extensions.AI.ChatRole;

namespace ModelRouter.Providers;

/// <summary>Writes a conversation the way <c>/api/chat</c> reads it.</summary>
/// <remarks>OllamaSharp's own mapping wraps a tool's result into an object with an id, of which models' templates know nothing.</remarks>
internal static class OllamaMessages
{
    /// <exception cref="ModelRefusedException">A message holds what Ollama can't be sent.</exception>
    public static List<Message> Map(IReadOnlyList<ChatMessage> messages, string? instructions)
    {
        var mapped = new List<Message>(messages.Count + 1);
        if (!string.IsNullOrWhiteSpace(instructions))
        {
            mapped.Add(new() { Role = "system", Content = instructions });
        }

        // Ollama finds the call of a result by the tool's name.
        var tools = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var message in MovedFiles.Behind(messages, ofModel: false))
        {
            Add(RefusalFit.Apply(message), tools, mapped);
        }

        return mapped;
    }

    private static void Add(ChatMessage message, Dictionary<string, string> tools, List<Message> mapped)
    {
        List<string>? thoughts = null;
        List<string>? images = null;
        List<Message.ToolCall>? calls = null;
        foreach (var content in message.Contents)
        {
            switch (content)
            {
                case TextReasoningContent { Text.Length: > 0 } thought:
                    (thoughts ??= []).Add(thought.Text);
                    break;
                case FunctionCallContent call:
                    tools[call.CallId] = call.Name;
                    (calls ??= []).Add(new()
                    {
                        Id = call.CallId,
                        Function = new() { Name = call.Name, Arguments = call.Arguments ?? new Dictionary<string, object?>(StringComparer.Ordinal) },
                    });
                    break;
                case FunctionResultContent result:
                    mapped.Add(new() { Role = "tool", ToolName = tools.GetValueOrDefault(result.CallId), Content = ResultText(result) });
                    break;
                case DataContent data when data.HasTopLevelMediaType("image"):
                    (images ??= []).Add(data.Base64Data.ToString());
                    break;
                case DataContent or UriContent or HostedFileContent or HostedVectorStoreContent:
                    throw new ModelRefusedException("Ollama takes images that come with the request, and no other files or addresses.");

                // What a model's turn tells of its provider's own tools means nothing to others.
                case not (TextContent or TextReasoningContent or UsageContent) when message.Role != ChatRole.Assistant:
                    throw new ModelRefusedException($"Ollama can't be sent a {content.GetType().Name}.");
            }
        }

        if (message.Text is { Length: > 0 } || thoughts is not null || images is not null || calls is not null)
        {
            mapped.Add(new()
            {
                Role = message.Role.Value,
                Content = message.Text,
                Thinking = thoughts is null ? null : string.Concat(thoughts),
                Images = images?.ToArray(),
                ToolCalls = calls,
            });
        }
    }

    private static string ResultText(FunctionResultContent result) => result.Result switch
    {
        null => result.Exception is null ? "null" : ToolResultText.Failed,
        AIContent part => Text(part),
        IEnumerable<AIContent> parts => string.Concat(parts.Select(Text)),
        var value => ToolResultText.Of(value),
    };

    private static string Text(AIContent part) =>
        ToolResultText.Of(part) ?? throw new ModelRefusedException("Ollama takes texts and images from tools, and nothing else.");
}
