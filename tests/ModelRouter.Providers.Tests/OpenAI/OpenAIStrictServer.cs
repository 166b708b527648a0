using System.Text.Json;
using ModelRouter.TestProviders;

namespace ModelRouter.Providers.Tests;

/// <summary>A model that calls a tool twice when asked for the weather or for tomorrow's, at a service that refuses what the real
/// one refuses. Its first turn has a thought and no tool.</summary>
internal static class OpenAIStrictServer
{
    private static readonly string[] MessageKeys = ["role", "content", "tool_calls", "tool_call_id", "name"];

    internal static WireAnswer Answer(string dialect, WireRequest request)
    {
        var body = request.Json;
        var messages = body.GetProperty("messages").EnumerateArray().ToArray();
        if ((Problem(dialect, body, messages) ?? Disorder(messages)) is { } problem)
        {
            return WireAnswer.Json(JsonSerializer.Serialize(new { error = new { message = problem, code = "invalid_request_error" } }), 400);
        }

        var (text, isCall) = Next(messages);
        var thought = dialect switch
        {
            "openrouter" => """ "reasoning":"I think.", """,
            "vllm" => """ "reasoning":"I think.","reasoning_content":"I think.", """,
            "gemini" or "mistral" or "openai" or "generic" or "azure" => "",
            _ => """ "reasoning_content":"I think.", """,
        };
        var id = dialect == "mistral" ? $"abc{messages.Length:D6}" : $"call_{messages.Length}";
        var signature = dialect == "gemini" ? $$$""" "extra_content":{"google":{"thought_signature":"sig-{{{id}}}"}}, """ : "";
        var content = isCall
            ? $$$""" "content":null,"tool_calls":[{"index":0,{{{signature}}}"id":"{{{id}}}","type":"function","function":{"name":"weather","arguments":"{\"city\":\"Seoul\"}"}}] """
            : $$""" "content":"{{text}}" """;
        var reason = isCall && dialect != "gemini" ? "tool_calls" : "stop";
        var part = body.TryGetProperty("stream", out _) ? "delta" : "message";
        var message = $$"""{"role":"assistant",{{thought}}{{content}} }""";
        var answer = $$"""{"id":"c{{messages.Length}}","choices":[{"index":0,"{{part}}":{{message}},"finish_reason":"{{reason}}"}]}""";
        return part == "delta" ? WireAnswer.Events($"data: {answer}\n\ndata: [DONE]\n\n") : WireAnswer.Json(answer);
    }

    /// <summary>The model: a tool until two results of this turn are there.</summary>
    private static (string Text, bool IsCall) Next(JsonElement[] messages)
    {
        var question = Array.FindLastIndex(messages, message => Role(message) == "user");
        var results = messages.Skip(question).Count(message => Role(message) == "tool");
        return messages[question].GetProperty("content").GetString() switch
        {
            "What is the weather?" or "And tomorrow?" when results < 2 => ("", true),
            "Thanks." => ("You're welcome.", false),
            _ => ("Fine.", false),
        };
    }

    /// <summary>What the service alone insists on.</summary>
    private static string? Problem(string dialect, JsonElement body, JsonElement[] messages)
    {
        var question = Array.FindLastIndex(messages, message => Role(message) == "user");
        var isLoop = messages.Skip(question).Any(message => Role(message) == "tool");
        var current = messages.Skip(question).Where(message => Role(message) == "assistant");
        string? thoughtKey = dialect switch
        {
            "deepseek" or "vllm" or "sglang" or "llama-server" => "reasoning_content",
            "openrouter" => "reasoning",
            _ => null,
        };
        var strange = messages.SelectMany(message => message.EnumerateObject()).Select(property => property.Name)
            .FirstOrDefault(name => !MessageKeys.Contains(name) && name != thoughtKey);
        return strange is not null ? $"Extra inputs are not permitted: {strange}"
            : dialect == "deepseek" && isLoop && !current.All(message => message.TryGetProperty("reasoning_content", out _))
                ? "The reasoning_content in the thinking mode must be passed back to the API."
            : thoughtKey is not null && HasThoughtWithoutTools(messages, thoughtKey) ? "A thought of a turn without tools came back."
            : dialect == "gemini" && Calls(messages).Any(call => !IsSigned(call)) ? "Function call is missing a thought_signature."
            : dialect == "mistral" && Calls(messages).Any(call => Id(call) is not { Length: 9 } id || !id.All(char.IsAsciiLetterOrDigit))
                ? "Tool call id must be a-z, A-Z, 0-9, with a length of 9."
            : dialect == "mistral" && (body.TryGetProperty("stream_options", out _) || body.TryGetProperty("seed", out _))
                ? "Extra inputs are not permitted"
            : null;
    }

    /// <summary>What all insist on: each call is answered, and nothing else is.</summary>
    private static string? Disorder(JsonElement[] messages)
    {
        var open = new HashSet<string>(StringComparer.Ordinal);
        foreach (var message in messages)
        {
            if (Role(message) == "tool")
            {
                if (!open.Remove(message.GetProperty("tool_call_id").GetString()!))
                {
                    return "A tool message must answer a call.";
                }
            }
            else if (open.Count > 0)
            {
                return "A call was not answered.";
            }

            open.UnionWith(Calls([message]).Select(Id));
        }

        return open.Count > 0 ? "A call was not answered." : null;
    }

    private static bool HasThoughtWithoutTools(JsonElement[] messages, string key)
    {
        var hasThought = false;
        var hasTools = false;
        foreach (var message in messages)
        {
            if (Role(message) == "user")
            {
                if (hasThought && !hasTools)
                {
                    return true;
                }

                (hasThought, hasTools) = (false, false);
            }

            hasThought |= message.TryGetProperty(key, out _);
            hasTools |= message.TryGetProperty("tool_calls", out _);
        }

        return false;
    }

    private static bool IsSigned(JsonElement call) =>
        call.TryGetProperty("extra_content", out var extra)
        && extra.GetProperty("google").GetProperty("thought_signature").GetString() == $"sig-{Id(call)}";

    private static IEnumerable<JsonElement> Calls(JsonElement[] messages) =>
        messages.Where(message => message.TryGetProperty("tool_calls", out _)).SelectMany(message => message.GetProperty("tool_calls").EnumerateArray());

    private static string Id(JsonElement call) => call.GetProperty("id").GetString()!;

    private static string? Role(JsonElement message) => message.GetProperty("role").GetString();
}
