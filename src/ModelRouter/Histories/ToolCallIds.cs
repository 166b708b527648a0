using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>Gives tool calls ids of the form that a model's service takes, each call one of its own.</summary>
/// <remarks>Servers number their calls anew in every turn, so the ids of a conversation repeat, which stricter
/// services reject.</remarks>
internal static class ToolCallIds
{
    internal static ChatMessage[] Apply(ChatMessage[] messages, ToolCallIdFormat? format)
    {
        if (format is null || !HasWrongId(messages, format))
        {
            return messages;
        }

        var writer = new CallIdWriter(format, [.. messages.SelectMany(m => m.Contents).Select(IdOf).OfType<string>().Where(format.Accepts)]);
        var copy = new LazyCopy(messages);
        foreach (var message in messages)
        {
            writer.BeginMessage();
            List<AIContent>? contents = null;
            for (var i = 0; i < message.Contents.Count; i++)
            {
                var content = message.Contents[i];
                if (IdOf(content) is { } id
                    && (content is FunctionCallContent ? writer.OfCall(id) : writer.OfResult(id)) is var written
                    && !string.Equals(written, id, StringComparison.Ordinal))
                {
                    contents ??= [.. message.Contents];
                    contents[i] = content is FunctionCallContent call
                        ? RawObjects.WithId(call, written)
                        : RawObjects.WithId((FunctionResultContent)content, written);
                }
            }

            copy.Take(contents is null ? message : message.With(contents));
        }

        return copy.ToArray();
    }

    /// <summary>True if an id is of another form, or two calls have the same.</summary>
    private static bool HasWrongId(ChatMessage[] messages, ToolCallIdFormat format)
    {
        HashSet<string>? called = null;
        foreach (var message in messages)
        {
            for (var i = 0; i < message.Contents.Count; i++)
            {
                if (IdOf(message.Contents[i]) is not { } id)
                {
                    continue;
                }

                if (!format.Accepts(id) || (message.Contents[i] is FunctionCallContent && !(called ??= new(StringComparer.Ordinal)).Add(id)))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static string? IdOf(AIContent content) => content switch
    {
        FunctionCallContent call => call.CallId,
        FunctionResultContent result => result.CallId,
        _ => null,
    };
}
