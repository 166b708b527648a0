namespace ModelRouter;

/// <summary>Tells e-mail addresses from other uses of the sign.</summary>
internal static class Email
{
    internal static bool IsAt(ReadOnlySpan<char> text, int at)
    {
        if (at == 0 || !(char.IsLetterOrDigit(text[at - 1]) || text[at - 1] is '_' or '+' or '-'))
        {
            return false;
        }

        var (end, lastDot) = (at + 1, -1);
        for (; end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] is '.' or '-'); end++)
        {
            lastDot = text[end] == '.' && end > at + 1 && end + 1 < text.Length && char.IsLetter(text[end + 1]) ? end : lastDot;
        }

        // git@github.com:owner/name is the address of a repository.
        return lastDot > 0 && end - lastDot > 2 && !(text[..at].EndsWith("git", StringComparison.Ordinal) && end < text.Length && text[end] == ':');
    }
}
