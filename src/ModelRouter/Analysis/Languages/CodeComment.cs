namespace ModelRouter;

/// <summary>Finds where comments end: they are in the language of the code's author, who needn't be the one that asks about it.</summary>
internal static class CodeComment
{
    /// <summary>Where the comment that begins at <paramref name="i"/> ends; -1 if none does.</summary>
    /// <param name="text">The text.</param>
    /// <param name="i">A place in it.</param>
    /// <param name="next">What stands behind the text.</param>
    internal static int EndAt(ReadOnlySpan<char> text, int i, ReadOnlySpan<char> next)
    {
        if (text[i] is not ('/' or '#' or '-') || i + 1 >= text.Length || (i > 0 && !char.IsWhiteSpace(text[i - 1])))
        {
            return -1;
        }

        switch (text[i], text[i + 1])
        {
            case ('/', '*'):
                return text[(i + 2)..].IndexOf("*/", StringComparison.Ordinal) is >= 0 and var close ? i + 2 + close + 2 : -1;
            case ('/', '/'):
                return EndOfLine(text, i);
            case ('-', '-') when i + 2 < text.Length && text[i + 2] == ' ' && Indent(text, i) >= 0:
                return EndOfLine(text, i);
            case ('#', ' ') when Indent(text, i) is >= 0 and var indent:
                var end = EndOfLine(text, i);
                return indent > 0 || IsCode(end + 1 < text.Length ? text[(end + 1)..] : next) ? end : -1;
            default:
                return -1;
        }
    }

    /// <summary>True if code or more of the comment follows a line that begins with a number sign; a heading is followed by prose.</summary>
    private static bool IsCode(ReadOnlySpan<char> lines)
    {
        var line = lines[..EndOfLine(lines, 0)];
        return line.StartsWith("# ", StringComparison.Ordinal) || line.Contains('=') || line.Trim() is [.., ';' or '{' or '}'] or ['{' or '}', ..] || HasCall(line);
    }

    /// <summary>True if a bracket opens directly behind a name, as in calls and places of arrays; in prose a space stands before.</summary>
    private static bool HasCall(ReadOnlySpan<char> line)
    {
        for (var i = 1; i < line.Length; i++)
        {
            if (line[i] is '(' or '[' && (char.IsAsciiLetterOrDigit(line[i - 1]) || line[i - 1] == '_'))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>How far a line's first sign stands from its beginning; -1 if it isn't the first.</summary>
    private static int Indent(ReadOnlySpan<char> text, int i)
    {
        var line = text[(text[..i].LastIndexOf('\n') + 1)..i];
        return line.IsWhiteSpace() ? line.Length : -1;
    }

    private static int EndOfLine(ReadOnlySpan<char> text, int i) => text[i..].IndexOf('\n') is >= 0 and var end ? i + end : text.Length;
}
