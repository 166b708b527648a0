using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>Orders turns as a model's template wants them.</summary>
internal static class TurnOrder
{
    private const string Beginning = "[The conversation begins.]";

    internal static ChatMessage[] Apply(ChatMessage[] messages, ModelProfile model)
    {
        if (model.History.BeginsWithUser)
        {
            messages = BeginWithUser(messages);
        }

        return model.History.AlternatingTurns ? Alternate(messages, model) : messages;
    }

    private static ChatMessage[] BeginWithUser(ChatMessage[] messages)
    {
        var first = Array.FindIndex(messages, static message => message.Role != ChatRole.System);
        return first < 0 || messages[first].Role == ChatRole.User
            ? messages
            : [.. messages[..first], new(ChatRole.User, Beginning), .. messages[first..]];
    }

    /// <summary>Joins neighbours of the same side. A tool's results stay apart: each belongs to a call of its own.</summary>
    private static ChatMessage[] Alternate(ChatMessage[] messages, ModelProfile model)
    {
        List<ChatMessage>? turns = null;
        List<AIContent>? joined = null;
        for (var i = 1; i < messages.Length; i++)
        {
            var (before, message) = (turns?[^1] ?? messages[i - 1], messages[i]);
            if (before.Role != message.Role || message.Role == ChatRole.Tool)
            {
                turns?.Add(message);
                joined = null;
                continue;
            }

            turns ??= [.. messages.AsSpan(0, i)];
            joined ??= [.. before.Contents];
            MessageCopy.Join(joined, message.Contents);

            // Nothing foreign is left that the model can't take, so a turn that is partly its own passes as its own.
            var stamped = before.AdditionalProperties is null || ContentFit.IsOwn(message, model) ? message : before;
            var turn = before.With(joined);
            turn.AdditionalProperties = stamped.AdditionalProperties;
            turns[^1] = turn;
        }

        return turns?.ToArray() ?? messages;
    }
}
