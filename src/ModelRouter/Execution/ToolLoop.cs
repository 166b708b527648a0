using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>Finds the model that a tool's result, or leave for its call, is the answer to: changing models in the middle of a tool loop costs
/// prefix caches, and reasoning that only its own provider accepts.</summary>
internal static class ToolLoop
{
    /// <summary>The stamped model of the call that the conversation's last message answers, or <see langword="null"/>.</summary>
    internal static string? ModelThatAsked(ChatMessage[] messages)
    {
        if (messages is [] || IdAnswered(messages[^1]) is not { } id)
        {
            return null;
        }

        for (var i = messages.Length - 2; i >= 0; i--)
        {
            if (messages[i].Role == ChatRole.Assistant && Asks(messages[i], id))
            {
                return ModelStamp.Read(messages[i]);
            }
        }

        return null;
    }

    private static string? IdAnswered(ChatMessage message)
    {
        foreach (var content in message.Contents)
        {
            var answered = content switch
            {
                ToolResultContent result => result.CallId,
                ToolApprovalResponseContent response => response.RequestId,
                _ => null,
            };
            if (answered is not null)
            {
                return answered;
            }
        }

        return null;
    }

    private static bool Asks(ChatMessage message, string id)
    {
        foreach (var content in message.Contents)
        {
            var asked = content switch
            {
                ToolCallContent call => call.CallId,
                ToolApprovalRequestContent request => request.RequestId,
                _ => null,
            };
            if (string.Equals(asked, id, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
