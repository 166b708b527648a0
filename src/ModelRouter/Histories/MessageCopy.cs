using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>Makes changed copies of messages, which never keep a provider's object: it would still say what was changed.</summary>
internal static class MessageCopy
{
    private const string Gap = "\n\n";

    /// <summary>The message with other contents, and perhaps of another role.</summary>
    internal static ChatMessage With(this ChatMessage message, IList<AIContent> contents, ChatRole? role = null)
    {
        var copy = message.Clone();
        copy.Contents = contents;
        copy.Role = role ?? message.Role;
        copy.RawRepresentation = null;
        return copy;
    }

    /// <summary>Adds contents behind others. Texts that meet become one with an empty line between them, since clients join the texts of a
    /// turn without any.</summary>
    internal static void Join(List<AIContent> contents, IList<AIContent> more)
    {
        var start = 0;
        if (contents is [.., TextContent last] && more is [TextContent first, ..])
        {
            var gap = last.Text.Length == 0 || first.Text.Length == 0 ? "" : Gap;
            contents[^1] = RawObjects.WithText(first, $"{last.Text}{gap}{first.Text}");
            start = 1;
        }

        for (var i = start; i < more.Count; i++)
        {
            contents.Add(more[i]);
        }
    }
}
