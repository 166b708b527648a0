using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>Tells the tool calls of other models as text, for a model that can't take them as calls.</summary>
/// <remarks>The text stands where the result stood, in a user's turn: a model that reads calls as text in its own turns begins to
/// write such text where it should call. A foreign call that has no result goes.</remarks>
internal static class ForeignCalls
{
    internal static ChatMessage[] Apply(ChatMessage[] messages, ModelProfile model)
    {
        if (model.History is { ForeignToolCalls: ForeignToolCalls.Kept, Reasoning: not ReasoningEcho.Required })
        {
            return messages;
        }

        // The latest call of each id; null if it is the model's own.
        Dictionary<string, FunctionCallContent?>? calls = null;
        var copy = new LazyCopy(messages);
        foreach (var message in messages)
        {
            var isOwn = ContentFit.IsOwn(message, model);
            if (!HasCallOrResult(message.Contents))
            {
                copy.Keep();
                continue;
            }

            calls ??= new(StringComparer.Ordinal);
            List<AIContent> kept = [];
            List<AIContent> told = [];
            foreach (var content in message.Contents)
            {
                switch (content)
                {
                    case FunctionCallContent call:
                        calls[call.CallId] = isOwn ? null : call;
                        if (isOwn)
                        {
                            kept.Add(call);
                        }

                        break;

                    // A result whose call is gone can't go as one.
                    case FunctionResultContent result when !isOwn && (!calls.TryGetValue(result.CallId, out var asked) || asked is not null):
                        (message.Role == ChatRole.Tool ? told : kept).AddRange(ToolCallText.Of(asked, result));
                        break;
                    default:
                        kept.Add(content);
                        break;
                }
            }

            if (told.Count == 0 && kept.Count == message.Contents.Count && kept.SequenceEqual(message.Contents))
            {
                copy.Keep();
            }
            else if (told.Count == 0)
            {
                copy.Take(message.With(kept));
            }
            else
            {
                if (kept.Count > 0)
                {
                    copy.Insert(message.With(kept));
                }

                copy.Take(message.With(told, ChatRole.User));
            }
        }

        return copy.ToArray();
    }

    private static bool HasCallOrResult(IList<AIContent> contents)
    {
        for (var i = 0; i < contents.Count; i++)
        {
            if (contents[i] is FunctionCallContent or FunctionResultContent)
            {
                return true;
            }
        }

        return false;
    }
}
