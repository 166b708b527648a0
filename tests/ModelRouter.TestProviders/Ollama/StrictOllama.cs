using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ModelRouter.TestProviders;

/// <summary>Answers as Ollama does, and refuses what Ollama refuses.</summary>
/// <param name="Chat">The body of the next answer to a request that was taken.</param>
public sealed partial record StrictOllama(Func<WireRequest, WireAnswer> Chat)
{
    /// <summary>The one model that it has.</summary>
    public string Model { get; init; } = "qwen3:8b";

    public string Family { get; init; } = "qwen3";

    /// <summary>Beyond completion.</summary>
    public ImmutableArray<string> Capabilities { get; init; } = ["tools", "thinking", "vision"];

    public WireAnswer Answer(WireRequest request)
    {
        if (request.Method != "POST")
        {
            return WireAnswer.Json("404 page not found", 404);
        }

        if (request.Json.GetProperty("model").GetString() != Model)
        {
            return Error(404, $"model '{request.Json.GetProperty("model")}' not found");
        }

        return request.Path switch
        {
            "/api/show" => WireAnswer.Json(OllamaRecordings.Show(Family, [.. Capabilities])),
            "/api/chat" => Problem(request.Json) is { } problem ? Error(400, problem) : Chat(request),
            _ => WireAnswer.Json("404 page not found", 404),
        };
    }

    private static WireAnswer Error(int status, string text) => WireAnswer.Json(JsonSerializer.Serialize(new { error = text }), status);

    private string? Problem(JsonElement request)
    {
        if (request.TryGetProperty("think", out var think))
        {
            if (think.ValueKind == JsonValueKind.String && Family != "gptoss")
            {
                return $"think value \"{think}\" is not supported for this model";
            }

            if (think.ValueKind != JsonValueKind.False && !Capabilities.Contains("thinking", StringComparer.Ordinal))
            {
                return $"\"{Model}\" does not support thinking";
            }
        }

        if (request.TryGetProperty("tools", out var tools) && tools.GetArrayLength() > 0 && !Capabilities.Contains("tools", StringComparer.Ordinal))
        {
            return $"{Model} does not support tools";
        }

        if (request.TryGetProperty("keep_alive", out var keep) && !GoDuration().IsMatch(keep.GetString()!))
        {
            return "time: missing unit in duration";
        }

        var called = new Queue<string>();
        foreach (var message in request.GetProperty("messages").EnumerateArray())
        {
            if (ProblemOf(message, called) is { } problem)
            {
                return problem;
            }
        }

        return called.Count > 0 ? "a call of a tool has no result" : null;
    }

    private static string? ProblemOf(JsonElement message, Queue<string> called)
    {
        var role = message.GetProperty("role").GetString();
        if (role is not ("system" or "user" or "assistant" or "tool"))
        {
            return $"invalid role: {role}";
        }

        if (message.GetProperty("content").ValueKind != JsonValueKind.String)
        {
            return "json: cannot unmarshal into Go struct field ChatRequest.messages.content of type string";
        }

        if (role == "tool")
        {
            var name = message.TryGetProperty("tool_name", out var tool) ? tool.GetString() : null;
            return called.Count == 0 || called.Dequeue() != name ? "a tool's result without its call" : null;
        }

        if (called.Count > 0)
        {
            return "a call of a tool has no result";
        }

        foreach (var call in message.TryGetProperty("tool_calls", out var calls) ? calls.EnumerateArray().ToArray() : [])
        {
            var function = call.GetProperty("function");
            if (function.GetProperty("arguments").ValueKind != JsonValueKind.Object)
            {
                return "json: cannot unmarshal into Go struct field ToolCallFunction.arguments";
            }

            called.Enqueue(function.GetProperty("name").GetString()!);
        }

        return null;
    }

    [GeneratedRegex(@"^-?(\d+(\.\d+)?(ms|s|m|h))+$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex GoDuration();
}
