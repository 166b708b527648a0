namespace ModelRouter;

/// <summary>International bank account numbers (ISO 13616).</summary>
internal static class Iban
{
    private const int Shortest = 15;
    private const int Longest = 34;

    // In small letters words of a hash begin so as well.
    private static readonly NearWords Words = new("iban", "konto", "kontonummer", "bankverbindung", "account", "compte", "cuenta", "conta", "계좌", "口座");

    /// <summary>True if one begins at a place: two letters, two digits, and groups apart by single spaces at most; its rest by 97 is one.</summary>
    internal static bool IsAt(ReadOnlySpan<char> whole, int at)
    {
        var text = whole[at..];
        if (text.Length < Shortest || !char.IsAsciiLetter(text[0]) || !char.IsAsciiLetter(text[1]) || !char.IsAsciiDigit(text[2]) || !char.IsAsciiDigit(text[3]))
        {
            return false;
        }

        var isSmall = char.IsAsciiLetterLower(text[0]) || char.IsAsciiLetterLower(text[1]);
        if (isSmall && !Words.AreBefore(whole, at))
        {
            return false;
        }

        Span<char> compact = stackalloc char[Longest];
        var (count, digits) = (0, 0);
        for (var i = 0; i < text.Length && count < Longest; i++)
        {
            var c = text[i];
            var isEnd = i + 1 >= text.Length;
            if (char.IsAsciiDigit(c) || char.IsAsciiLetterUpper(c) || (isSmall && char.IsAsciiLetterLower(c)))
            {
                compact[count++] = char.ToUpperInvariant(c);
                digits += char.IsAsciiDigit(c) ? 1 : 0;
                if (count >= Shortest && digits >= count / 2 && (isEnd || !char.IsAsciiLetterOrDigit(text[i + 1])) && Rest(compact[..count]) == 1)
                {
                    return true;
                }
            }
            else if (!(c is ' ' or '\u00A0' or '\u202F' && !isEnd && char.IsAsciiLetterOrDigit(text[i + 1])))
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>The rest by 97 with the first four characters put last and letters as numbers from 10.</summary>
    private static int Rest(ReadOnlySpan<char> compact)
    {
        var rest = 0;
        for (var i = 0; i < compact.Length; i++)
        {
            var c = compact[(i + 4) % compact.Length];
            rest = char.IsAsciiDigit(c) ? ((rest * 10) + (c - '0')) % 97 : ((rest * 100) + (c - 'A' + 10)) % 97;
        }

        return rest;
    }
}
