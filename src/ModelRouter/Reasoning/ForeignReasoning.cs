using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>Takes the thoughts of other models out of a conversation: providers sign their own and reject any other.</summary>
internal static class ForeignReasoning
{
    /// <summary>The conversation as <paramref name="model"/> may see it; the same array if nothing had to go. Thoughts of
    /// unknown origin go too. The caller's messages are never touched.</summary>
    internal static ChatMessage[] Strip(ChatMessage[] messages, string model)
    {
        List<ChatMessage>? kept = null;
        for (var i = 0; i < messages.Length; i++)
        {
            var message = messages[i];
            if (!HasReasoning(message) || string.Equals(ModelStamp.Read(message), model, StringComparison.OrdinalIgnoreCase))
            {
                kept?.Add(message);
                continue;
            }

            if (kept is null)
            {
                kept = new(messages.Length);
                kept.AddRange(messages.AsSpan(0, i));
            }

            var contents = new List<AIContent>(message.Contents.Count);
            foreach (var content in message.Contents)
            {
                if (content is not TextReasoningContent)
                {
                    contents.Add(content);
                }
            }

            // A turn that was nothing but thought has nothing left to say.
            if (contents.Count > 0)
            {
                var clone = message.Clone();
                clone.Contents = contents;

                // A provider's own object would carry the thought past us.
                clone.RawRepresentation = null;
                kept.Add(clone);
            }
        }

        return kept?.ToArray() ?? messages;
    }

    private static bool HasReasoning(ChatMessage message)
    {
        var contents = message.Contents;
        for (var i = 0; i < contents.Count; i++)
        {
            if (contents[i] is TextReasoningContent)
            {
                return true;
            }
        }

        return false;
    }
}
