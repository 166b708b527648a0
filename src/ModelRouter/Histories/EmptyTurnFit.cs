using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>Deals with models' turns that say nothing: empty from the beginning, or since their thoughts were taken out.</summary>
internal static class EmptyTurnFit
{
    private const string NoAnswer = "[no answer]";

    internal static ChatMessage[] Apply(ChatMessage[] messages, EmptyTurns rule)
    {
        var copy = new LazyCopy(messages);
        foreach (var message in messages)
        {
            if (message.Role != ChatRole.Assistant || SaysSomething(message.Contents))
            {
                copy.Keep();
            }
            else if (rule == EmptyTurns.Filled)
            {
                copy.Take(message.With([new TextContent(NoAnswer)]));
            }
            else
            {
                copy.Drop();
            }
        }

        return copy.ToArray();
    }

    private static bool SaysSomething(IList<AIContent> contents)
    {
        for (var i = 0; i < contents.Count; i++)
        {
            if (contents[i] is not (UsageContent or TextContent) || (contents[i] is TextContent text && !string.IsNullOrWhiteSpace(text.Text)))
            {
                return true;
            }
        }

        return false;
    }
}
