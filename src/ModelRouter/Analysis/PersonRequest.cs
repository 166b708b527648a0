using System.Text;
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
        StringBuilder? kept = null;
        var begin = 0;
        for (var from = 0; text.IndexOf('<', from) is var open and >= 0;)
        {
            from = open + 1;
            if (TagAt(text.AsSpan(from)) is { } tag)
            {
                kept = (kept ?? new()).Append(text, begin, open - begin);
                var closing = $"</{tag}>";
                var close = text.IndexOf(closing, from, StringComparison.OrdinalIgnoreCase);
                from = begin = close < 0 ? text.Length : close + closing.Length;
            }
        }

        return kept is null ? text : kept.Append(text, begin, text.Length - begin).ToString();
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
