namespace ModelRouter;

/// <summary>Tells e-mail addresses from other uses of the sign.</summary>
internal static class Email
{
    // What files and services of systems end with, and no domain does.
    private static readonly string[] NoDomains = ["png", "jpg", "jpeg", "gif", "webp", "svg", "js", "mjs", "css", "json", "tgz", "service", "socket", "timer", "slice"];

    // Before a bracket that opens, a call's more often than a domain's, unless it is one of the commonest or a name is in the brackets.
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
        return !Is(ending, NoDomains) && !(next == ':' && EndsWithWord(local, "git")) && !(next == '(' && !Is(ending, Commonest) && !IsName(text[(end + 1)..], ending))
            && !EndsWithWord(local, "this") && !EndsWithWord(local, "super");
    }

    /// <summary>Whether in brackets stands who it is, and not what a function is called with: one word or more without signs, of other letters than code's, or
    /// behind a country's two letters beginning with a capital and going on small.</summary>
    private static bool IsName(ReadOnlySpan<char> rest, ReadOnlySpan<char> ending)
    {
        var length = 0;
        while (length < rest.Length && (char.IsLetter(rest[length]) || rest[length] is ' ' or '-' or '.'))
        {
            length++;
        }

        if (length == 0 || (length < rest.Length && rest[length] != ')'))
        {
            return false;
        }

        var name = rest[..length];
        return name.ContainsAnyExceptInRange('\0', '\u007F')
            || (length > 2 && ending.Length == 2 && !ending.Equals("to", StringComparison.OrdinalIgnoreCase) && char.IsUpper(name[0]) && char.IsLower(name[1]));
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
