using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>What is never held back, since nothing may follow from a check of it.</summary>
/// <remarks>A tool's call has to be answered within this model's loop, and says nothing yet that could be checked. A refusal, by a filter or by the model,
/// is its answer: another model must not be used to get around it.</remarks>
internal static class FinalContent
{
    internal static bool In(ChatResponse response)
    {
        if (response.FinishReason == ChatFinishReason.ContentFilter || response.ContinuationToken is not null)
        {
            return true;
        }

        foreach (var message in response.Messages)
        {
            if (In(message.Contents))
            {
                return true;
            }
        }

        return false;
    }

    internal static bool In(ChatResponseUpdate update) =>
        update.FinishReason == ChatFinishReason.ContentFilter || update.ContinuationToken is not null || In(update.Contents);

    /// <summary>True if anything but thoughts answers the caller.</summary>
    internal static bool HasAnswer(ChatResponse response)
    {
        foreach (var message in response.Messages)
        {
            foreach (var content in message.Contents)
            {
                if (content is not (TextReasoningContent or UsageContent or ErrorContent) && (content is not TextContent text || !string.IsNullOrWhiteSpace(text.Text)))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>True if the last of an answer is its service's error. One that more of the answer follows has broken nothing off.</summary>
    internal static bool EndsWithError(ChatResponse response) => response.Messages
        .SelectMany(static message => message.Contents)
        .LastOrDefault(static content => content is not UsageContent && (content is not TextContent text || !string.IsNullOrWhiteSpace(text.Text))) is ErrorContent;

    private static bool In(IList<AIContent> contents)
    {
        for (var i = 0; i < contents.Count; i++)
        {
            if (contents[i] is ToolCallContent or ToolApprovalRequestContent || RealContent.IsRefusal(contents[i]))
            {
                return true;
            }
        }

        return false;
    }
}
