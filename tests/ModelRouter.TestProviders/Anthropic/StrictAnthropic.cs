using System.Text.Json;

namespace ModelRouter.TestProviders;

/// <summary>Answers as Anthropic's service does, and refuses what that refuses.</summary>
/// <param name="Messages">The next answer to a request that was taken.</param>
public sealed record StrictAnthropic(Func<WireRequest, WireAnswer> Messages)
{
    /// <summary>The one key that it takes.</summary>
    public string Key { get; init; } = "key";

    /// <summary>The signatures that it gave, and the thoughts that they are for.</summary>
    public IReadOnlyDictionary<string, string> Signatures { get; init; } =
        new Dictionary<string, string>(StringComparer.Ordinal) { ["SIG+1=="] = "Two and two: 넷.", ["SIG+2=="] = "Look it up." };

    public WireAnswer Answer(WireRequest request)
    {
        if (request.Method != "POST" || request.Path != "/v1/messages")
        {
            return Error(404, "not_found_error", request.Path);
        }

        if (request["x-api-key"] != Key || request["Authorization"] is not null)
        {
            return Error(401, "authentication_error", "invalid x-api-key");
        }

        return request["anthropic-version"] is null ? Error(400, "invalid_request_error", "anthropic-version: header is required")
            : Problem(request.Json) is { } problem ? Error(400, "invalid_request_error", problem)
            : Messages(request);
    }

    public static WireAnswer Error(int status, string type, string message) =>
        WireAnswer.Json(JsonSerializer.Serialize(new { type = "error", error = new { type, message }, request_id = "req_1" }), status);

    private string? Problem(JsonElement request)
    {
        var thinks = request.TryGetProperty("thinking", out var thinking) && thinking.GetProperty("type").GetString() != "disabled";
        var most = request.GetProperty("max_tokens").GetInt64();
        if (thinks && thinking.TryGetProperty("budget_tokens", out var budget) && (budget.GetInt64() < 1024 || budget.GetInt64() >= most))
        {
            return "`max_tokens` must be greater than `thinking.budget_tokens`";
        }

        if (thinks && (request.TryGetProperty("temperature", out var t) && t.GetDouble() != 1 || request.TryGetProperty("top_k", out _)))
        {
            return "`temperature` may only be set to 1 when thinking is enabled";
        }

        if (request.TryGetProperty("tool_choice", out var choice))
        {
            if (!request.TryGetProperty("tools", out var tools) || tools.GetArrayLength() == 0)
            {
                return "tool_choice may only be specified while providing tools";
            }

            if (thinks && choice.GetProperty("type").GetString() is "any" or "tool")
            {
                return "Thinking may not be enabled when tool_choice forces tool use.";
            }
        }

        if (request.TryGetProperty("system", out var system) && system.ValueKind == JsonValueKind.Array
            && system.EnumerateArray().Any(static block => string.IsNullOrWhiteSpace(block.GetProperty("text").GetString())))
        {
            return "system: text content blocks must be non-empty";
        }

        string? last = null;
        var called = new List<string>();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var messages = request.GetProperty("messages").EnumerateArray().ToArray();
        if (messages.Length == 0 || messages[0].GetProperty("role").GetString() != "user")
        {
            return "messages: first message must use the \"user\" role";
        }

        if (messages.SelectMany(static message => message.GetProperty("content").EnumerateArray()).Any(IsOfTools)
            && !(request.TryGetProperty("tools", out var offered) && offered.GetArrayLength() > 0))
        {
            return "Requests which include `tool_use` or `tool_result` blocks must define tools.";
        }

        for (var i = 0; i < messages.Length; i++)
        {
            var role = messages[i].GetProperty("role").GetString()!;
            if (role is not ("user" or "assistant") || role == last)
            {
                return "messages: roles must alternate between \"user\" and \"assistant\"";
            }

            last = role;
            var blocks = messages[i].GetProperty("content").EnumerateArray().ToArray();
            if (blocks.Length == 0)
            {
                return "all messages must have non-empty content";
            }

            var strange = messages[i].EnumerateObject().Any(static field => field.Name is not ("role" or "content"));
            var problem = strange ? "Extra inputs are not permitted" : role == "user" ? ProblemOfResults(blocks, called) : null;
            if ((problem ?? ProblemOfBlocks(blocks, role, called, ids)) is { } found)
            {
                return found;
            }

            // A turn that goes on behind a tool's result has to have begun with a thought.
            var isLastTurn = role == "assistant" && i == messages.Length - 2;
            if (isLastTurn && called.Count > 0 && thinks && thinking.GetProperty("type").GetString() == "enabled" && !IsThought(blocks[0]))
            {
                return "Expected `thinking` or `redacted_thinking`, but found `tool_use`.";
            }

            if (thinking.ValueKind == JsonValueKind.Object && !thinks && blocks.Any(IsThought))
            {
                return "When thinking is disabled, an assistant message cannot contain thinking.";
            }
        }

        return last != "user" ? "the conversation must end with a user message" : null;
    }

    private static bool IsOfTools(JsonElement block) => block.GetProperty("type").GetString() is "tool_use" or "tool_result";

    private static bool IsThought(JsonElement block) => block.GetProperty("type").GetString() is "thinking" or "redacted_thinking";

    private static string? ProblemOfResults(JsonElement[] blocks, List<string> called)
    {
        var results = blocks.TakeWhile(static block => block.GetProperty("type").GetString() == "tool_result").ToArray();
        foreach (var result in results)
        {
            if (!called.Remove(result.GetProperty("tool_use_id").GetString()!))
            {
                return "unexpected `tool_use_id` found in `tool_result` blocks";
            }
        }

        return called.Count > 0 || blocks.Skip(results.Length).Any(static block => block.GetProperty("type").GetString() == "tool_result")
            ? "`tool_use` ids were found without `tool_result` blocks immediately after"
            : null;
    }

    private string? ProblemOfBlocks(JsonElement[] blocks, string role, List<string> called, HashSet<string> ids)
    {
        foreach (var block in blocks)
        {
            switch (block.GetProperty("type").GetString())
            {
                case "thinking" or "redacted_thinking" or "tool_use" when role != "assistant":
                    return "this block may only stand in an assistant's message";
                case "thinking" when !IsSigned(block):
                    return "Invalid `signature` in `thinking` block";
                case "redacted_thinking" when block.GetProperty("data").GetString() != "RED==":
                    return "Invalid `data` in `redacted_thinking` block";
                case "text" when string.IsNullOrWhiteSpace(block.GetProperty("text").GetString()):
                    return "text content blocks must be non-empty";
                case "tool_use":
                    var id = block.GetProperty("id").GetString()!;
                    if (id.Length == 0 || !id.All(static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-'))
                    {
                        return "tool_use.id: String should match pattern '^[a-zA-Z0-9_-]+$'";
                    }

                    if (!ids.Add(id))
                    {
                        return "`tool_use` ids must be unique";
                    }

                    if (block.GetProperty("input").ValueKind != JsonValueKind.Object)
                    {
                        return "tool_use.input: Input should be a valid dictionary";
                    }

                    called.Add(id);
                    break;
            }
        }

        return null;
    }

    /// <summary>A signature is for one thought, which may be left out where it wasn't shown.</summary>
    private bool IsSigned(JsonElement block) =>
        Signatures.TryGetValue(block.GetProperty("signature").GetString() ?? "", out var thought)
        && block.GetProperty("thinking").GetString() is var shown && (shown is "" || shown == thought);
}
