using System.Buffers;
using System.ClientModel.Primitives;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using OpenAI.Chat;
using ChatMessage = Microsoft.Extensions.AI.ChatMessage;
using ChatResponseFormat = Microsoft.Extensions.AI.ChatResponseFormat;

namespace ModelRouter.Providers;

/// <summary>Writes a request in a dialect.</summary>
internal static class OpenAIRequest
{
    // Anything but ASCII is sent as it is: escaped, Korean would take twice its bytes.
    private static readonly JsonWriterOptions Plainly = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // What belongs to the client, whatever a caller's own options say, and a prediction, which nobody has judged and the answer doesn't depend on.
    private static readonly string[] Ours = ["model", "messages", "stream", "stream_options", "n", UnjudgedText.Prediction];

    private static readonly string[] LimitNames = ["max_tokens", "max_completion_tokens"];

    /// <summary>The request's body as UTF-8. What the client's <see cref="ChatOptions.RawRepresentationFactory"/> gives wins over the options; of two limits of
    /// tokens the smaller counts, and of two efforts the lower.</summary>
    /// <exception cref="ModelRefusedException">The dialect has no way to say what is asked for.</exception>
    public static ReadOnlyMemory<byte> Write(
        IChatClient client, OpenAIDialect dialect, string model, IEnumerable<ChatMessage> messages, ChatOptions? options, bool isStreaming)
    {
        var body = RawOptions(client, options);
        body["model"] = options?.ModelId ?? model;
        body["messages"] = OpenAIMessages.Write(dialect, messages, options?.Instructions);
        if (isStreaming)
        {
            body["stream"] = true;
            if (dialect.AsksForUsage)
            {
                body["stream_options"] = new JsonObject { ["include_usage"] = true };
            }
        }

        if (options is not null)
        {
            WriteOptions(body, dialect, options);
            WriteTools(body, options);
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Plainly))
        {
            body.WriteTo(writer);
        }

        return buffer.WrittenMemory;
    }

    private static JsonObject RawOptions(IChatClient client, ChatOptions? options)
    {
        if (options?.RawRepresentationFactory?.Invoke(client) is not ChatCompletionOptions raw)
        {
            return [];
        }

        var body = JsonNode.Parse(ModelReaderWriter.Write(raw).ToMemory().Span)!.AsObject();
        foreach (var name in Ours)
        {
            body.Remove(name);
        }

        return body.FirstOrDefault(static member => UnjudgedText.Is(member.Key)) is { Key: { } text } ? throw UnjudgedText.In(text) : body;
    }

    private static void WriteOptions(JsonObject body, OpenAIDialect dialect, ChatOptions options)
    {
        SetLimit(body, dialect.MaxTokensName, options.MaxOutputTokens);
        Set(body, "temperature", options.Temperature);
        Set(body, "top_p", options.TopP);
        Set(body, "top_k", dialect.HasTopK ? options.TopK : null);
        Set(body, "frequency_penalty", options.FrequencyPenalty);
        Set(body, "presence_penalty", options.PresencePenalty);
        Set(body, dialect.SeedName, options.Seed);
        if (options.StopSequences is { Count: > 0 } stops)
        {
            body.TryAdd("stop", new JsonArray([.. stops.Select(static stop => (JsonNode)stop)]));
        }

        if (options.Reasoning?.Effort is { } effort && dialect.Efforts.TryGetValue(effort, out var more))
        {
            RawEffort.Write(body, effort, JsonNode.Parse(more)!.AsObject());
        }

        if (options.ResponseFormat is ChatResponseFormatJson json)
        {
            body.TryAdd("response_format", Format(dialect, json, options));
        }
    }

    /// <summary>A budget may have reserved for this limit, so raw options only lower it, and under whichever name it goes out once.</summary>
    private static void SetLimit(JsonObject body, string name, int? limit)
    {
        if (limit is not > 0)
        {
            Set(body, name, limit);
            return;
        }

        long least = limit.Value;
        foreach (var known in LimitNames)
        {
            if (body[known] is JsonValue given && given.TryGetValue(out long tokens) && tokens > 0)
            {
                least = Math.Min(least, tokens);
            }

            body.Remove(known);
        }

        body[name] = least;
    }

    private static JsonNode Format(OpenAIDialect dialect, ChatResponseFormatJson json, ChatOptions options)
    {
        if (json.Schema is null)
        {
            return new JsonObject { ["type"] = "json_object" };
        }

        if (!dialect.HasJsonSchema)
        {
            throw new ModelRefusedException($"A service of the dialect '{dialect.Name}' holds its answers to no JSON schema.");
        }

#pragma warning disable OPENAI001 // Marked experimental; a schema of our own making would not have OpenAI's rules for strict ones.
        return Node(((ChatResponseFormat)json).AsOpenAIChatResponseFormat(options)!);
#pragma warning restore OPENAI001
    }

    private static void WriteTools(JsonObject body, ChatOptions options)
    {
        if (options.Tools is not { Count: > 0 } tools)
        {
            return;
        }

        var list = new JsonArray();
        foreach (var tool in tools)
        {
            list.Add(tool is AIFunctionDeclaration function
                ? Node(function.AsOpenAIChatTool())
                : throw new ModelRefusedException($"Only functions can be offered to this model, and '{tool.Name}' is none."));
        }

        body.TryAdd("tools", list);
        if (options.AllowMultipleToolCalls is { } several)
        {
            body.TryAdd("parallel_tool_calls", several);
        }

        var choice = options.ToolMode switch
        {
            NoneChatToolMode => (JsonNode)"none",
            AutoChatToolMode => (JsonNode)"auto",
            RequiredChatToolMode { RequiredFunctionName: { } name } =>
                new JsonObject { ["type"] = "function", ["function"] = new JsonObject { ["name"] = name } },
            RequiredChatToolMode => (JsonNode)"required",
            _ => null,
        };
        if (choice is not null)
        {
            body.TryAdd("tool_choice", choice);
        }
    }

    private static void Set<T>(JsonObject body, string name, T? value)
        where T : struct
    {
        if (value is { } known)
        {
            body.TryAdd(name, known switch
            {
                float number => JsonValue.Create(Shortest(number)),
                int number => JsonValue.Create(number),
                long number => JsonValue.Create(number),
                _ => throw new ArgumentException($"'{name}' is of an unknown kind.", nameof(value)),
            });
        }
    }

    /// <summary>0.6 and not 0.60000002384: what was meant, and what services that round to two digits take.</summary>
    private static decimal Shortest(float number) => (decimal)number;

    private static JsonNode Node<T>(T model)
        where T : IPersistableModel<T> => JsonNode.Parse(ModelReaderWriter.Write(model).ToMemory().Span)!;
}
