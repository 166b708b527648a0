using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>Finds what the person asked last, apart from tool results and what a harness wrote around the request.</summary>
internal static class PersonRequest
{
    private static readonly string[] HarnessTags =
    [
        "system-reminder", "system_reminder", "environment_details", "environment_context", "user_info", "context",
        "additional_context", "command-name", "command-message", "command-args", "local-command-stdout", "ide_opened_file",
        "ide_selection", "attached_files", "open_files", "project_layout",
    ];

    /// <summary>The request; empty if nobody asked anything.</summary>
    internal static string Of(IReadOnlyList<ChatMessage> messages)
    {
        for (var i = messages.Count - 1; i >= 0; i--)
        {
            if (messages[i].Role == ChatRole.User && messages[i].Text is { Length: > 0 } text)
            {
                var request = WithoutHarness(text);
                if (!string.IsNullOrWhiteSpace(request))
                {
                    return request;
                }
            }
        }

        return "";
    }

    /// <summary>The text without the blocks that harnesses put between tags of their own; the same string if there are none.</summary>
    private static string WithoutHarness(string text)
    {
        for (var from = 0; text.IndexOf('<', from) is var open and >= 0; from = open + 1)
        {
            var tag = TagAt(text.AsSpan(open + 1));
            if (tag is null)
            {
                continue;
            }

            var closing = $"</{tag}>";
            var close = text.IndexOf(closing, open, StringComparison.OrdinalIgnoreCase);
            text = close < 0 ? text[..open] : text.Remove(open, close + closing.Length - open);

            // What moved up to this place may be the next block.
            open--;
            from = open;
        }

        return text;
    }

    private static string? TagAt(ReadOnlySpan<char> text)
    {
        foreach (var tag in HarnessTags)
        {
            if (text.Length > tag.Length && text[tag.Length] == '>' && text.StartsWith(tag, StringComparison.OrdinalIgnoreCase))
            {
                return tag;
            }
        }

        return null;
    }
}
