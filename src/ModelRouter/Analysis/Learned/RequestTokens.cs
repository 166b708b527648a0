using System.Text;

namespace ModelRouter;

/// <summary>Cuts a request into tokens. Long requests are read at both ends, where instructions stand.</summary>
internal static class RequestTokens
{
    internal const int MaxLength = MaxStart + 1 + MaxEnd;

    private const int MaxStart = 2_000;
    private const int MaxEnd = 1_000;
    private const int MaxQuotation = 1_500;

    // Marks that nothing closes are looked for only so often, so that a text of them costs no square of its length.
    private const int MaxOpenQuotations = 8;

    /// <summary>Writes what is read of a request in lower case; the number of characters.</summary>
    internal static int Excerpt(ReadOnlySpan<char> request, Span<char> excerpt)
    {
        if (request.Length <= MaxStart + MaxEnd)
        {
            return Lower(request, excerpt);
        }

        Lower(request[..MaxStart], excerpt);
        excerpt[MaxStart] = '\n';
        Lower(request[^MaxEnd..], excerpt[(MaxStart + 1)..]);
        return MaxLength;
    }

    /// <summary>The tokens of an excerpt, at most one for each character; how many there are.</summary>
    /// <param name="text">The excerpt.</param>
    /// <param name="letters">Its plain letters, as <see cref="LetterGroups.Spread"/> wrote them.</param>
    /// <param name="tokens">Takes the tokens.</param>
    internal static int Split(ReadOnlySpan<char> text, ReadOnlySpan<char> letters, Span<RequestToken> tokens)
    {
        var count = 0;
        var quoteEnd = 0;
        var open = 0;
        for (var i = 0; i < text.Length;)
        {
            var c = text[i];
            var start = i;
            var kind = RequestTokenKind.Sign;
            var hash = 5_000u + c;
            var isPlain = false;
            if (letters[i + 1] != ' ')
            {
                kind = RequestTokenKind.Word;
                i += PlainWord.Read(letters[(i + 1)..], out hash);
                var end = i < text.Length && (text[i] is '\'' or >= (char)0x80) ? EndOfWord(text, i, kind) : i;
                isPlain = end == i;
                if (!isPlain)
                {
                    i = end;
                    hash = FeatureHash.Of(text[start..i]);
                }
            }
            else if (c == ' ')
            {
                i++;
                continue;
            }
            else if (char.IsLetter(c))
            {
                kind = IsDense(c) ? RequestTokenKind.DenseWord : RequestTokenKind.Word;
                i = EndOfWord(text, i + 1, kind);
                hash = FeatureHash.Of(text[start..i]);
            }
            else if (char.IsDigit(c))
            {
                i++;
                while (i < text.Length && char.IsDigit(text[i]))
                {
                    i++;
                }

                (kind, hash) = (RequestTokenKind.Number, (uint)(1_000 + Math.Min(i - start, 5)));
            }
            else
            {
                i++;
                if (c == '\n')
                {
                    if (count == 0 || tokens[count - 1].Kind == RequestTokenKind.LineEnd)
                    {
                        continue;
                    }

                    (kind, hash) = (RequestTokenKind.LineEnd, 4_999);
                }
                else if (char.IsWhiteSpace(c))
                {
                    continue;
                }
                else if (start >= quoteEnd && open < MaxOpenQuotations && Opens(text, start))
                {
                    var end = EndOfQuotation(text, start);
                    open += end < 0 ? 1 : 0;
                    quoteEnd = Math.Max(quoteEnd, end);
                    tokens[count++] = new((short)start, (short)i, kind, IsQuoted: false, IsPlain: false, hash);
                    continue;
                }
            }

            tokens[count++] = new((short)start, (short)i, kind, start < quoteEnd && kind != RequestTokenKind.LineEnd, isPlain, hash);
        }

        return count;
    }

    private static int Lower(ReadOnlySpan<char> text, Span<char> lower)
    {
        Ascii.ToLower(text, lower, out var plain);
        for (var i = plain; i < text.Length; i++)
        {
            var c = text[i];
            lower[i] = c < 0x80 ? (char.IsAsciiLetterUpper(c) ? (char)(c | 0x20) : c) : char.ToLowerInvariant(c);
        }

        return text.Length;
    }

    private static bool IsDense(char c) => c >= 0x2E80;

    private static int EndOfWord(ReadOnlySpan<char> text, int i, RequestTokenKind kind)
    {
        for (; i < text.Length; i++)
        {
            var c = text[i];
            var goesOn = kind == RequestTokenKind.DenseWord
                ? IsDense(c) && char.IsLetter(c)
                : (char.IsLetter(c) && !IsDense(c)) || (c is '\'' or '’' && i + 1 < text.Length && char.IsLetter(text[i + 1]));
            if (!goesOn)
            {
                break;
            }
        }

        return i;
    }

    private static bool Opens(ReadOnlySpan<char> text, int i) => text[i] switch
    {
        '"' or '“' or '「' or '‘' => true,
        '\'' => i == 0 || !char.IsLetterOrDigit(text[i - 1]),
        '`' => text[i..].StartsWith("```", StringComparison.Ordinal),
        _ => false,
    };

    /// <summary>Where the quotation or code that opens here ends, exclusive; -1 if it doesn't.</summary>
    private static int EndOfQuotation(ReadOnlySpan<char> text, int start)
    {
        if (text[start] == '`')
        {
            var end = text[(start + 3)..].IndexOf("```", StringComparison.Ordinal);
            return end < 0 ? text.Length : start + 3 + end;
        }

        var close = text[start] switch { '“' => '”', '「' => '」', '‘' => '’', var same => same };
        var limit = Math.Min(text.Length, start + MaxQuotation);
        for (var i = start + 1; i < limit; i++)
        {
            if (text[i] == close && (close is not ('\'' or '’') || i + 1 >= text.Length || !char.IsAsciiLetter(text[i + 1])))
            {
                // The closing mark belongs to the quotation, or it would open another.
                return i + 1;
            }

            if (text[i] == '\n' && i + 1 < text.Length && text[i + 1] == '\n')
            {
                return -1;
            }
        }

        return -1;
    }
}
