using System.Text.Json;

namespace ModelRouter.TestProviders;

/// <summary>Answers as a service of OpenAI's chat completions does, and refuses what that refuses.</summary>
/// <param name="Dialect">The service's dialect.</param>
/// <param name="Chat">The next answer to a request that was taken.</param>
public sealed record StrictOpenAI(string Dialect, Func<WireRequest, WireAnswer> Chat)
{
    private static readonly string[] MessageKeys = ["role", "content", "tool_calls", "tool_call_id", "name"];

    /// <summary>The thoughts that it had; others are not its own.</summary>
    public IReadOnlyCollection<string> Thoughts { get; init; } = ["I think."];

    /// <summary>False to take no call whose thought is empty, either.</summary>
    public bool TakesEmptyThoughts { get; init; } = true;

    public WireAnswer Answer(WireRequest request)
    {
        var body = request.Json;
        var messages = body.GetProperty("messages").EnumerateArray().ToArray();
        return (Problem(body, messages) ?? Disorder(messages)) is { } problem
            ? WireAnswer.Json(JsonSerializer.Serialize(new { error = new { message = problem, code = "invalid_request_error" } }), 400)
            : Chat(request);
    }

    /// <summary>What the service alone insists on.</summary>
    private string? Problem(JsonElement body, JsonElement[] messages)
    {
        var question = Array.FindLastIndex(messages, message => Role(message) == "user");
        var isLoop = messages.Skip(question).Any(message => Role(message) == "tool");
        var current = messages.Skip(question).Where(message => Role(message) == "assistant");
        string? thoughtKey = Dialect switch
        {
            "deepseek" or "vllm" or "sglang" or "llama-server" => "reasoning_content",
            "openrouter" => "reasoning",
            _ => null,
        };
        var strange = messages.SelectMany(message => message.EnumerateObject()).Select(property => property.Name)
            .FirstOrDefault(name => !MessageKeys.Contains(name) && name != thoughtKey);
        return strange is not null ? $"Extra inputs are not permitted: {strange}"
            : Dialect == "deepseek" && isLoop && !current.All(message => message.TryGetProperty("reasoning_content", out _))
                ? "The reasoning_content in the thinking mode must be passed back to the API."
            : Dialect == "deepseek" && messages.Any(message => message.TryGetProperty("tool_calls", out _) && !HasThought(message))
                ? "Missing `reasoning_content` field in the assistant message."
            : thoughtKey is not null && messages.Any(message => message.TryGetProperty(thoughtKey, out var thought) && thought.GetString() is { Length: > 0 } text && !Thoughts.Contains(text, StringComparer.Ordinal))
                ? "A thought of somebody else came."
            : messages.Any(IsEmpty) ? "Invalid assistant message: content or tool_calls must be set."
            : Dialect is "openai" or "azure" && Calls(messages).Any(call => Id(call).Length > 40) ? "string too long. Expected a string with maximum length 40"
            : thoughtKey is not null && HasThoughtWithoutTools(messages, thoughtKey) ? "A thought of a turn without tools came back."
            : Dialect == "gemini" && Calls(messages).Any(call => !IsSigned(call)) ? "Function call is missing a thought_signature."
            : Dialect == "mistral" && Calls(messages).Any(call => Id(call) is not { Length: 9 } id || !id.All(char.IsAsciiLetterOrDigit))
                ? "Tool call id must be a-z, A-Z, 0-9, with a length of 9."
            : Dialect == "mistral" && (body.TryGetProperty("stream_options", out _) || body.TryGetProperty("seed", out _))
                ? "Extra inputs are not permitted"
            : null;
    }

    /// <summary>What all insist on: roles that they know, and each call answered, and nothing else.</summary>
    private static string? Disorder(JsonElement[] messages)
    {
        if (messages.FirstOrDefault(message => Role(message) is not ("system" or "user" or "assistant" or "tool" or "developer")) is { ValueKind: JsonValueKind.Object } strange)
        {
            return $"unknown variant `{Role(strange)}`";
        }

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

    private bool HasThought(JsonElement message) =>
        message.TryGetProperty("reasoning_content", out var thought) && (TakesEmptyThoughts || thought.GetString() is { Length: > 0 });

    private static bool IsEmpty(JsonElement message) =>
        Role(message) == "assistant" && !message.TryGetProperty("tool_calls", out _)
        && (!message.TryGetProperty("content", out var content) || content.ValueKind == JsonValueKind.Null || content is { ValueKind: JsonValueKind.String } && content.GetString() is "");

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
