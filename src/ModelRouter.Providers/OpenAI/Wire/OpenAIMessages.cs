using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace ModelRouter.Providers;

/// <summary>Writes a conversation in a dialect.</summary>
internal static class OpenAIMessages
{
    private static readonly ChatRole Developer = new("developer");

    /// <summary>The <c>messages</c> of a request.</summary>
    /// <exception cref="ModelRefusedException">A message holds what the format can't carry.</exception>
    public static JsonArray Write(OpenAIDialect dialect, IEnumerable<ChatMessage> messages, string? instructions)
    {
        var list = new JsonArray();
        if (!string.IsNullOrWhiteSpace(instructions))
        {
            list.Add(new JsonObject { ["role"] = "system", ["content"] = instructions });
        }

        var given = messages as IReadOnlyList<ChatMessage> ?? [.. messages];
        var turns = new OpenAITurns(MovedFiles.Behind(given, ofModel: true));
        if (!dialect.TakesUserBehindResult && MovedFiles.GoBehindResults(given))
        {
            throw new ModelRefusedException("The service takes no images and files right behind a tool's result.");
        }

        for (var i = 0; i < turns.Messages.Count; i++)
        {
            var message = turns.Messages[i];
            if (message.Role == ChatRole.Assistant)
            {
                AddAssistant(list, dialect, message, turns.HaveToolCalls(i));
            }
            else if (message.Role == ChatRole.System || message.Role == Developer)
            {
                if (message.Contents.FirstOrDefault(static content => content is not (TextContent or TextReasoningContent or UsageContent or ErrorContent)) is { } other)
                {
                    throw new ModelRefusedException($"A {other.GetType().Name} can't be sent to this model in a message of the role '{message.Role}'.");
                }

                var role = message.Role == Developer ? dialect.DeveloperRole : "system";
                list.Add(Named(new() { ["role"] = role, ["content"] = RefusalFit.Apply(message).Text }, dialect, message));
            }
            else
            {
                AddResults(list, dialect, message);
                if (message.Role != ChatRole.Tool)
                {
                    AddUser(list, dialect, message);
                }
            }
        }

        return list;
    }

    private static void AddAssistant(JsonArray list, OpenAIDialect dialect, ChatMessage message, bool isToolTurn)
    {
        string text = "", thought = "";
        JsonArray? calls = null;
        foreach (var content in message.Contents)
        {
            switch (content)
            {
                case TextContent said:
                    text += said.Text;
                    break;
                case ErrorContent refusal:
                    text += refusal.Message;
                    break;
                case TextReasoningContent thinking:
                    thought += thinking.Text;
                    break;
                case FunctionCallContent call:
                    (calls ??= []).Add(Call(dialect, call));
                    break;
            }
        }

        if (text.Length == 0 && calls is null)
        {
            // A turn that was nothing but thought says nothing, and an empty message is an error to some services.
            return;
        }

        var written = Named(new() { ["role"] = "assistant", ["content"] = text.Length == 0 ? null : text }, dialect, message);
        var isDue = dialect.Echo != OpenAIReasoningEcho.Never && isToolTurn;
        if (isDue && (thought.Length > 0 || dialect.Echo == OpenAIReasoningEcho.RequiredInToolTurns))
        {
            written[dialect.EchoName] = thought;
        }

        if (calls is not null)
        {
            written["tool_calls"] = calls;
        }

        list.Add(written);
    }

    private static JsonObject Call(OpenAIDialect dialect, FunctionCallContent call)
    {
        var arguments = call.Arguments is { } given
            ? JsonSerializer.Serialize(given, CompactJson.Options.GetTypeInfo(typeof(IDictionary<string, object?>)))
            : "{}";
        var written = new JsonObject
        {
            ["id"] = OpenAIToolCallId.Fit(call.CallId, dialect.ToolCallIdLength),
            ["type"] = "function",
            ["function"] = new JsonObject { ["name"] = call.Name, ["arguments"] = arguments },
        };
        if (dialect.SignsToolCalls && call.AdditionalProperties?.GetValueOrDefault(OpenAIToolCalls.SignatureKey) is JsonElement signature)
        {
            written["extra_content"] = JsonNode.Parse(signature.GetRawText());
        }

        return written;
    }

    private static void AddResults(JsonArray list, OpenAIDialect dialect, ChatMessage message)
    {
        foreach (var result in message.Contents.OfType<FunctionResultContent>())
        {
            list.Add(new JsonObject
            {
                ["role"] = "tool",
                ["tool_call_id"] = OpenAIToolCallId.Fit(result.CallId, dialect.ToolCallIdLength),
                ["content"] = ToolResultText.Of(result),
            });
        }
    }

    private static void AddUser(JsonArray list, OpenAIDialect dialect, ChatMessage message)
    {
        var contents = message.Contents.Where(static content => content is not FunctionResultContent).ToList();
        if (contents.Count == 0 && message.Contents.Count > 0)
        {
            return;
        }

        // One text is sent as such: not every server knows lists of parts.
        var content = contents is [] or [TextContent]
            ? (JsonNode)(contents is [TextContent only] ? only.Text : "")
            : new JsonArray([.. contents.Select(OpenAIParts.Write)]);
        list.Add(Named(new() { ["role"] = "user", ["content"] = content }, dialect, message));
    }

    private static JsonObject Named(JsonObject written, OpenAIDialect dialect, ChatMessage message)
    {
        if (dialect.HasAuthors && message.AuthorName is { } author)
        {
            var name = string.Concat(author.Where(static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-').Take(64));
            if (name.Length > 0)
            {
                written["name"] = name;
            }
        }

        return written;
    }
}
