namespace ModelRouter;

/// <summary>Finds where quotations end: what is quoted is what a request is about, not what it asks for or the language it asks in.</summary>
internal static class Quotation
{
    // Further away nothing closes: looking on for each opening mark would take quadratic time.
    private const int Longest = 2_000;

    /// <summary>Where the quotation that opens at <paramref name="i"/> closes, or -1.</summary>
    internal static int EndAt(ReadOnlySpan<char> text, int i, char previous)
    {
        var close = text[i] switch
        {
            '"' => '"',
            '“' => '”',
            '„' => '“',
            '«' => '»',
            '「' => '」',
            '『' => '』',
            '‘' => '’',
            '\'' when !char.IsLetterOrDigit(previous) => '\'',
            _ => '\0',
        };
        if (close == '\0')
        {
            return -1;
        }

        var end = i;
        var last = Math.Min(text.Length, i + Longest);
        while (text[(end + 1)..last].IndexOfAny(close, '\n') is >= 0 and var next)
        {
            end += next + 1;
            if (text[end] == '\n')
            {
                return -1;
            }

            // An apostrophe between two letters of a word is not a quotation mark.
            if (close is not ('\'' or '’') || end + 1 >= text.Length || !char.IsAsciiLetter(text[end + 1]))
            {
                return end;
            }
        }

        return -1;
    }
}
