using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>Finds the model that a tool's result is the answer to: changing models in the middle of a tool loop costs
/// prefix caches, and reasoning that only its own provider accepts.</summary>
internal static class ToolLoop
{
    /// <summary>The stamped model of the call that the conversation's last message answers, or <see langword="null"/>.</summary>
    internal static string? ModelThatAsked(ChatMessage[] messages)
    {
        if (messages is [] || CallIdOfResult(messages[^1]) is not { } callId)
        {
            return null;
        }

        for (var i = messages.Length - 2; i >= 0; i--)
        {
            if (messages[i].Role == ChatRole.Assistant && Asks(messages[i], callId))
            {
                return ModelStamp.Read(messages[i]);
            }
        }

        return null;
    }

    private static string? CallIdOfResult(ChatMessage message)
    {
        foreach (var content in message.Contents)
        {
            if (content is ToolResultContent result)
            {
                return result.CallId;
            }
        }

        return null;
    }

    private static bool Asks(ChatMessage message, string callId)
    {
        foreach (var content in message.Contents)
        {
            if (content is ToolCallContent call && string.Equals(call.CallId, callId, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
