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

        return lastDot > 0 && end - lastDot > 2 && !(end < text.Length && text[end] == ':' && IsGit(text[..at]));
    }

    /// <summary>git@github.com:owner/name is the address of a repository, birgit@example.com: a person's.</summary>
    private static bool IsGit(ReadOnlySpan<char> local) =>
        local.EndsWith("git", StringComparison.Ordinal) && !(local.Length > 3 && (char.IsLetterOrDigit(local[^4]) || local[^4] is '.' or '-' or '_' or '+'));
}
