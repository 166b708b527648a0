using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>Tells content that answers the caller from what only surrounds it: roles, ids, usage, empty text, errors.</summary>
internal static class RealContent
{
    // The code under which clients give a model's own refusal, which is its answer.
    private const string Refusal = "Refusal";

    internal static bool In(ChatResponse response)
    {
        if (response.FinishReason == ChatFinishReason.ContentFilter || response.ContinuationToken is not null)
        {
            return true;
        }

        var messages = response.Messages;
        for (var i = 0; i < messages.Count; i++)
        {
            if (In(messages[i].Contents))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A refusal by a content filter is an answer as well: another model must not be used to get around it.</summary>
    internal static bool In(ChatResponseUpdate update) =>
        update.FinishReason == ChatFinishReason.ContentFilter || update.ContinuationToken is not null || In(update.Contents);

    /// <summary>The error that a provider gave as content, if there is one.</summary>
    internal static ErrorContent? ErrorIn(ChatResponse response)
    {
        foreach (var message in response.Messages)
        {
            if (ErrorIn(message.Contents) is { } error)
            {
                return error;
            }
        }

        return null;
    }

    /// <summary>The error that a provider gave as content, if there is one.</summary>
    internal static ErrorContent? ErrorIn(IList<AIContent> contents)
    {
        for (var i = 0; i < contents.Count; i++)
        {
            if (contents[i] is ErrorContent error)
            {
                return error;
            }
        }

        return null;
    }

    /// <summary>True for a model's own refusal.</summary>
    internal static bool IsRefusal(AIContent content) =>
        content is ErrorContent error && string.Equals(error.ErrorCode, Refusal, StringComparison.OrdinalIgnoreCase);

    private static bool In(IList<AIContent> contents)
    {
        for (var i = 0; i < contents.Count; i++)
        {
            var isReal = contents[i] switch
            {
                TextContent text => !string.IsNullOrWhiteSpace(text.Text),
                TextReasoningContent thought => !string.IsNullOrWhiteSpace(thought.Text) || !string.IsNullOrEmpty(thought.ProtectedData),
                UsageContent => false,
                ErrorContent error => IsRefusal(error),
                _ => true,
            };
            if (isReal)
            {
                return true;
            }
        }

        return false;
    }
}
