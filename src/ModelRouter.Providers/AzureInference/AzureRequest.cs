using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace ModelRouter.Providers;

/// <summary>Writes a request's JSON.</summary>
internal static class AzureRequest
{
    internal static JsonObject Write(IEnumerable<ChatMessage> messages, ChatOptions? options, AzureInferenceOptions settings, bool stream)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var request = new JsonObject { ["messages"] = AzureMessages.Write(messages, options?.Instructions, settings.SendsReasoning) };
        Set(request, "model", options?.ModelId ?? settings.Model);
        if (stream)
        {
            request["stream"] = true;
            if (settings.StreamsUsage)
            {
                request["stream_options"] = new JsonObject { ["include_usage"] = true };
            }
        }

        if (options is not null)
        {
            Set(request, "temperature", options.Temperature);
            Set(request, "top_p", options.TopP);
            Set(request, "top_k", options.TopK);
            Set(request, "frequency_penalty", options.FrequencyPenalty);
            Set(request, "presence_penalty", options.PresencePenalty);
            Set(request, "seed", options.Seed);
            Set(request, "max_tokens", options.MaxOutputTokens);
            Set(request, "stop", options.StopSequences is { Count: > 0 } stops ? new JsonArray([.. stops]) : null);
            Set(request, "response_format", Format(options.ResponseFormat));
            WriteTools(request, options);
            WriteExtra(request, options.AdditionalProperties, options.MaxOutputTokens);
            if (options.Reasoning?.Effort is { } effort)
            {
                RawEffort.Write(request, effort, new() { ["reasoning_effort"] = Effort(effort) });
            }
        }

        return request;
    }

    private static void Set(JsonObject request, string name, JsonNode? value)
    {
        if (value is not null)
        {
            request[name] = value;
        }
    }

    private static string Effort(ReasoningEffort effort) => effort switch
    {
        ReasoningEffort.None => "none",
        ReasoningEffort.Low => "low",
        ReasoningEffort.Medium => "medium",
        ReasoningEffort.High => "high",
        ReasoningEffort.ExtraHigh => "xhigh",
        _ => throw new NotSupportedException($"The reasoning effort {effort} has no name in this API."),
    };

    private static JsonObject? Format(ChatResponseFormat? format)
    {
        if (format is not ChatResponseFormatJson json)
        {
            return format is null ? null : new() { ["type"] = "text" };
        }

        if (json.Schema is not { } schema)
        {
            return new() { ["type"] = "json_object" };
        }

        var named = new JsonObject { ["name"] = json.SchemaName ?? "answer", ["schema"] = NodeOf(schema), ["strict"] = true };
        Set(named, "description", json.SchemaDescription);
        return new() { ["type"] = "json_schema", ["json_schema"] = named };
    }

    private static void WriteTools(JsonObject request, ChatOptions options)
    {
        if (options.Tools is not { Count: > 0 } tools)
        {
            return;
        }

        var written = new JsonArray();
        foreach (var tool in tools)
        {
            var function = tool as AIFunctionDeclaration
                ?? throw new NotSupportedException($"The Azure AI Inference API has no tools of the kind {tool.GetType().Name}.");
            written.Add(new JsonObject
            {
                ["type"] = "function",
                ["function"] = new JsonObject
                {
                    ["name"] = function.Name, ["description"] = function.Description, ["parameters"] = NodeOf(function.JsonSchema),
                },
            });
        }

        request["tools"] = written;
        Set(request, "parallel_tool_calls", options.AllowMultipleToolCalls);
        Set(request, "tool_choice", options.ToolMode switch
        {
            NoneChatToolMode => "none",
            AutoChatToolMode => "auto",
            RequiredChatToolMode { RequiredFunctionName: { } name } =>
                new JsonObject { ["type"] = "function", ["function"] = new JsonObject { ["name"] = name } },
            RequiredChatToolMode => "required",
            _ => null,
        });
    }

    private static void WriteExtra(JsonObject request, AdditionalPropertiesDictionary? extra, int? limit)
    {
        var least = (long)(limit ?? 0);
        foreach (var (name, value) in extra ?? [])
        {
            if (UnjudgedText.Is(name))
            {
                throw UnjudgedText.In(name);
            }

            if (name is "messages" or "stream" or "model" or "n")
            {
                throw new ArgumentException($"'{name}' can't be an additional property: the request has its own.", nameof(extra));
            }

            // The engine's alone, as the API would refuse what it doesn't know; and what nobody has judged, and the answer doesn't depend on.
            if (name is PolicyThinking.BudgetKey or UnjudgedText.Prediction)
            {
                continue;
            }

            var node = JsonSerializer.SerializeToNode(value, CompactJson.Options);
            if (name is "max_tokens" or "max_completion_tokens" && limit is > 0)
            {
                // A budget may have reserved for the limit, so a parameter only lowers it, and it goes out under one name.
                node = least = node is JsonValue given && given.TryGetValue(out long tokens) && tokens > 0 ? Math.Min(tokens, least) : least;
                request.Remove("max_tokens");
                request.Remove("max_completion_tokens");
            }

            request[name] = node;
        }
    }

    private static JsonNode? NodeOf(JsonElement element) => JsonSerializer.SerializeToNode(element);
}
