using Microsoft.Extensions.AI;

namespace ModelRouter.Providers;

/// <summary>A conversation as the service takes it: instructions first, turns that alternate, results right behind their calls, and
/// no thought that it didn't sign.</summary>
internal static class AnthropicConversation
{
    /// <summary>What the service takes beyond what is written here, which has to be decided for the conversation as a whole.</summary>
    public static HistoryDialect Dialect { get; } = new()
    {
        BeginsWithUser = true,
        ToolCallIds = new() { Punctuation = "_-" },
    };

    /// <summary>New messages; the caller's are never touched.</summary>
    /// <param name="messages">The conversation, which may have run through other providers.</param>
    /// <param name="keepsThoughts">False for a request without thinking, in which thoughts have no place.</param>
    /// <exception cref="ModelRefusedException">A message holds what the service doesn't take.</exception>
    public static List<ChatMessage> Prepare(IReadOnlyList<ChatMessage> messages, bool keepsThoughts)
    {
        var instructions = new List<AIContent>();
        var turns = new List<ChatMessage>(messages.Count + 1);
        foreach (var message in messages)
        {
            if (message.Role == ChatRole.System)
            {
                var prompt = Contents(message, keepsThoughts: false);
                instructions.AddRange(prompt.TrueForAll(AnthropicAttachments.IsText)
                    ? prompt
                    : throw new ModelRefusedException("Anthropic's service takes texts only as a system prompt."));
                continue;
            }

            var role = message.Role == ChatRole.Assistant ? ChatRole.Assistant : ChatRole.User;
            var contents = Contents(message, keepsThoughts);
            if (contents.Count == 0)
            {
                continue;
            }

            if (turns.Count > 0 && turns[^1].Role == role)
            {
                Append(turns[^1].Contents, contents);
            }
            else
            {
                turns.Add(new(role, contents));
            }
        }

        if (instructions.Count > 0)
        {
            turns.Insert(0, new(ChatRole.System, instructions));
        }

        return turns;
    }

    /// <summary>False inside a tool loop that was begun without a signed thought: the service takes no thinking there.</summary>
    public static bool AllowsThinking(IReadOnlyList<ChatMessage> messages)
    {
        for (var i = messages.Count - 1; i >= 0; i--)
        {
            if (messages[i].Role == ChatRole.Assistant)
            {
                return messages[i].Contents.Any(static content => content is TextReasoningContent thought && AnthropicSignature.IsOn(thought));
            }

            var isPerson = messages[i].Role == ChatRole.User && messages[i].Contents.Count > 0;
            if (isPerson && !messages[i].Contents.Any(static content => content is FunctionResultContent))
            {
                // The person has spoken since: a new turn begins.
                return true;
            }
        }

        return true;
    }

    private static List<AIContent> Contents(ChatMessage message, bool keepsThoughts)
    {
        var contents = new List<AIContent>(message.Contents.Count);
        foreach (var content in RefusalFit.Apply(message).Contents)
        {
            switch (content)
            {
                case TextReasoningContent thought:
                    if (keepsThoughts && AnthropicSignature.IsOn(thought))
                    {
                        contents.Add(thought);
                    }

                    break;
                case FunctionCallContent call when CleanId(call.CallId) is var id && id != call.CallId:
                    contents.Add(new FunctionCallContent(id, call.Name, call.Arguments));
                    break;
                case FunctionResultContent result when CleanId(result.CallId) is var id && (id != result.CallId || result.Result is not (null or string)):
                    contents.Add(new FunctionResultContent(id, AnthropicAttachments.Fit(result.Result))
                    {
                        Exception = result.Exception, AdditionalProperties = result.AdditionalProperties, RawRepresentation = result.RawRepresentation,
                    });
                    break;
                case UsageContent:
                    break;
                case TextContent { Text: var text } when string.IsNullOrWhiteSpace(text):
                    break;
                default:
                    contents.Add(AnthropicAttachments.Fit(content, message.Role));
                    break;
            }
        }

        return contents;
    }

    /// <summary>Joins a turn to the last; of a person's, the tools' results come first.</summary>
    private static void Append(IList<AIContent> turn, List<AIContent> contents)
    {
        var at = turn.TakeWhile(static content => content is FunctionResultContent).Count();
        foreach (var content in contents)
        {
            if (content is FunctionResultContent)
            {
                turn.Insert(at++, content);
            }
            else
            {
                turn.Add(content);
            }
        }
    }

    /// <summary>The service takes letters, digits, lines and dashes; others put dots and colons into their ids.</summary>
    private static string CleanId(string id) =>
        id.All(IsAllowed) ? id : string.Create(id.Length, id, static (clean, id) =>
        {
            for (var i = 0; i < clean.Length; i++)
            {
                clean[i] = IsAllowed(id[i]) ? id[i] : '_';
            }
        });

    private static bool IsAllowed(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '-';
}
