using System.Runtime.InteropServices;

namespace ModelRouter;

/// <summary>Finds where a text's quotations end: what is quoted is what a request is about, not what it asks for or the language it asks in.</summary>
/// <remarks>A mutable struct, asked from the text's beginning to its end.</remarks>
[StructLayout(LayoutKind.Auto)]
internal struct Quotations
{
    // Further away nothing closes: looking on for each opening mark would take quadratic time.
    private const int Longest = 2_000;

    // Up to where no apostrophe closes, straight ones and others: each of a text full of them would be looked at again from each before it.
    private int _straight;
    private int _curly;

    /// <summary>Where the quotation that opens at <paramref name="i"/> closes, or -1.</summary>
    internal int EndAt(ReadOnlySpan<char> text, int i, char previous)
    {
        switch (text[i])
        {
            case '\'' when !char.IsLetterOrDigit(previous):
                return EndOfApostrophes(text, i, '\'', ref _straight);
            case '‘':
                return EndOfApostrophes(text, i, '’', ref _curly);
            default:
                var close = text[i] switch
                {
                    '"' => '"',
                    '“' => '”',
                    '„' => '“',
                    '«' => '»',
                    '「' => '」',
                    '『' => '』',
                    _ => '\0',
                };
                return close != '\0' && Next(text, i + 1, i + Longest, close) is >= 0 and var end && text[end] == close ? end : -1;
        }
    }

    /// <summary>The same for marks that are apostrophes as well: between two letters of a word they close nothing.</summary>
    private static int EndOfApostrophes(ReadOnlySpan<char> text, int i, char close, ref int open)
    {
        var from = Math.Max(i + 1, open);
        while (Next(text, from, i + Longest, close) is >= 0 and var end)
        {
            if (text[end] == '\n')
            {
                open = end;
                return -1;
            }

            if (end + 1 >= text.Length || !char.IsAsciiLetter(text[end + 1]))
            {
                return end;
            }

            from = end + 1;
        }

        open = i + Longest;
        return -1;
    }

    /// <summary>The first such mark or line end from one place up to another; -1 if there is none.</summary>
    private static int Next(ReadOnlySpan<char> text, int from, int to, char mark)
    {
        to = Math.Min(text.Length, to);
        return from < to && text[from..to].IndexOfAny(mark, '\n') is >= 0 and var next ? from + next : -1;
    }
}
