using System.Text.Json;
using Anthropic.Models.Messages;
using Microsoft.Extensions.AI;

namespace ModelRouter.Providers;

/// <summary>Prepares a request's options for Anthropic's client.</summary>
internal static class AnthropicRequests
{
    // The service wants an object, and no model reads what it says: the tool can't be called.
    private static readonly JsonElement AnyArguments = JsonElement.Parse("""{"type":"object"}""");

    /// <param name="settings">The model and how to ask it.</param>
    /// <param name="thinking">What is said about thinking.</param>
    /// <param name="messages">The conversation as it will be sent.</param>
    /// <param name="options">The caller's.</param>
    /// <exception cref="ModelRefusedException">The service has no way to say what is asked for.</exception>
    public static ChatOptions Create(AnthropicSettings settings, AnthropicThinking thinking, List<ChatMessage> messages, ChatOptions? options)
    {
        Refuse(options);
        var request = options?.Clone() ?? new();
        (request.ModelId, request.Reasoning) = (null, null);
        request.Instructions = string.IsNullOrWhiteSpace(request.Instructions) ? null : request.Instructions;
        if (request.Tools is not { Count: > 0 })
        {
            // A choice among no tools is an error there, and so are earlier calls of tools that nobody offers any more.
            request.Tools = Called(messages);
            request.ToolMode = request.Tools is null ? null : ChatToolMode.None;
        }

        var custom = request.RawRepresentationFactory;
        request.RawRepresentationFactory = client =>
        {
            var raw = custom?.Invoke(client) as MessageCreateParams
                ?? new MessageCreateParams { MaxTokens = thinking.MaxTokens, Messages = [], Model = settings.Model };

            if (raw.System is not null || raw.Messages.Count > 0)
            {
                throw UnjudgedText.In("system prompt or messages");
            }

            // A budget may have reserved for the caller's limit.
            var tokens = options?.MaxOutputTokens is null ? raw.MaxTokens : Math.Min(raw.MaxTokens, thinking.MaxTokens);
            return raw with
            {
                Model = settings.Model,
                MaxTokens = tokens,
                Thinking = AnthropicThinking.Within(tokens, thinking.Lower(raw.Thinking, options?.Reasoning?.Effort)),
                OutputConfig = thinking.Lower(raw.OutputConfig, options?.Reasoning?.Effort),
            };
        };
        return request;
    }

    /// <summary>Refuses what its client would leave out without a word.</summary>
    private static void Refuse(ChatOptions? options)
    {
        if (options?.ResponseFormat is ChatResponseFormatJson json && !IsOfProperties(json.Schema))
        {
            throw new ModelRefusedException(json.Schema is null
                ? "Anthropic's service holds answers to a JSON schema, but not to JSON as such."
                : "Anthropic's service is asked here to hold answers to the schema of an object with properties, and to no other.");
        }

        foreach (var tool in options?.Tools ?? [])
        {
            if (tool is HostedFileSearchTool or HostedMcpServerTool or HostedImageGenerationTool)
            {
                throw new ModelRefusedException($"Anthropic's service can't be offered the tool '{tool.Name}' here.");
            }
        }
    }

    private static bool IsOfProperties(JsonElement? schema) =>
        schema is { } root && root.Object("properties") is not null;

    /// <summary>The tools that a conversation called; <see langword="null"/> if it called none.</summary>
    private static List<AITool>? Called(List<ChatMessage> messages)
    {
        List<AITool>? tools = null;
        foreach (var name in messages.SelectMany(static message => message.Contents).OfType<FunctionCallContent>()
            .Select(static call => call.Name).Distinct(StringComparer.Ordinal))
        {
            (tools ??= []).Add(AIFunctionFactory.CreateDeclaration(name, "It can't be called any more.", AnyArguments));
        }

        return tools;
    }
}
