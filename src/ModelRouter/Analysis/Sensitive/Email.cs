namespace ModelRouter;

/// <summary>Tells e-mail addresses from other uses of the sign.</summary>
internal static class Email
{
    // What files and services of systems end with, and no domain does.
    private static readonly string[] NoDomains = ["png", "jpg", "jpeg", "gif", "webp", "svg", "js", "mjs", "css", "json", "tgz", "service", "socket", "timer", "slice"];

    // Before a bracket that opens, a call's more often than a domain's, unless it is one of the commonest.
    private static readonly string[] Commonest = ["com", "net", "org", "edu", "kr", "jp", "cn", "de", "fr", "uk"];

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

        if (lastDot < 0 || end - lastDot <= 2)
        {
            return false;
        }

        var local = text[..at];
        var next = end < text.Length ? text[end] : ' ';

        // "logo@2x.png를": words of other scripts follow without a space.
        var ending = text[(lastDot + 1)..end];
        var letters = 0;
        while (letters < ending.Length && char.IsAsciiLetter(ending[letters]))
        {
            letters++;
        }

        ending = ending[..letters];

        // git@github.com:owner/name is the address of a repository, this@MainActivity.title Kotlin.
        return !Is(ending, NoDomains) && !(next == ':' && EndsWithWord(local, "git")) && !(next == '(' && !Is(ending, Commonest))
            && !EndsWithWord(local, "this") && !EndsWithWord(local, "super");
    }

    private static bool Is(ReadOnlySpan<char> ending, string[] ones)
    {
        foreach (var one in ones)
        {
            if (ending.Equals(one, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static bool EndsWithWord(ReadOnlySpan<char> local, string word) => local.EndsWith(word, StringComparison.Ordinal)
        && !(local.Length > word.Length && local[^(word.Length + 1)] is var before && (char.IsLetterOrDigit(before) || before is '.' or '-' or '_' or '+'));
}
