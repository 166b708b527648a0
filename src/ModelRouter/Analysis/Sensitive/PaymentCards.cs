using System.Buffers;

namespace ModelRouter;

/// <summary>Numbers of payment cards: begin and length of a scheme, and Luhn's check.</summary>
internal static class PaymentCards
{
    private const int Longest = 16;

    private static readonly SearchValues<string> Words = SearchValues.Create(
        ["card", "karte", "carte", "carta", "tarjeta", "cartão", "карт", "visa", "amex", "카드", "卡", "カード"], StringComparison.OrdinalIgnoreCase);

    /// <summary>True of one alone. Thirteen digits in one piece are the number of an article more often (EAN), and Maestro's beginnings are many: there a card's word has to tell.</summary>
    internal static bool Is(ReadOnlySpan<char> text, int start, ReadOnlySpan<byte> digits, ReadOnlySpan<int> groups) =>
        digits.Length is >= 13 and <= 19 && groups is [_] or [4, 4, 4, 1 or 2 or 3 or 4] or [4, 6, 4 or 5] or [4, 4, 4, 4, 3] && Checks.Luhn(digits)
        && ((IsScheme(digits) && groups is not [13]) || ((IsScheme(digits) || IsMaestro(digits)) && HasWord(text, start)));

    /// <summary>True if a card's word stands a little before, in whatever compound ("cardNumber", "Kreditkarte"): the checks of the number itself make up for "postcard".</summary>
    private static bool HasWord(ReadOnlySpan<char> text, int start) => text[Math.Max(0, start - NearWords.Distance)..start].IndexOfAny(Words) >= 0;

    /// <summary>True if a run of more groups begins or ends with a card's four, which in a table of like groups would be chance: a card's word or date tells them.</summary>
    internal static bool IsBeside(ReadOnlySpan<char> text, int start, ReadOnlySpan<byte> digits, ReadOnlySpan<int> groups, ReadOnlySpan<char> separators) =>
        groups.Length > 4
        && ((groups is [4, 4, 4, 4, ..] && separators[4] == ' ' && IsCard(digits[..Longest]) && (IsDate(digits[Longest..], groups[4]) || HasWord(text, start)))
            || (groups is [.., 4, 4, 4, 4] && separators[^4] == ' ' && IsCard(digits[^Longest..]) && HasWord(text, start)));

    /// <summary>True if a card's four stand between numbers of other lengths, with spaces between.</summary>
    internal static bool IsBetween(ReadOnlySpan<char> text, int start, ReadOnlySpan<byte> digits, ReadOnlySpan<int> groups, ReadOnlySpan<char> separators)
    {
        var before = 0;
        for (var group = 1; group + 4 <= groups.Length; group++)
        {
            before += groups[group - 1];
            if (groups[group..] is [4, 4, 4, 4, ..] && groups[group - 1] != 4 && separators[group] == ' '
                && IsCard(digits.Slice(before, Longest)) && IsBeforeOther(text, start, before + Longest))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether behind so many digits a space and a group follow that isn't one of four; it may stand beyond the run that was read.</summary>
    private static bool IsBeforeOther(ReadOnlySpan<char> text, int at, int digits)
    {
        for (; digits > 0; at++)
        {
            digits -= char.IsAsciiDigit(text[at]) ? 1 : 0;
        }

        if (at >= text.Length || text[at] is not (' ' or '\u00A0' or '\u202F'))
        {
            return false;
        }

        var next = text[(at + 1)..];
        var length = next.IndexOfAnyExceptInRange('0', '9');
        return (length < 0 ? next.Length : length) is > 0 and not 4;
    }

    private static bool IsCard(ReadOnlySpan<byte> digits) => IsScheme(digits) && Checks.Luhn(digits);

    /// <summary>Month and year, two digits each.</summary>
    private static bool IsDate(ReadOnlySpan<byte> digits, int count) => count == 4 && Checks.IsDate(1, Checks.Two(digits, 0)) && digits[2] is >= 2 and <= 4;

    private static bool IsScheme(ReadOnlySpan<byte> digits)
    {
        var four = (Checks.Two(digits, 0) * 100) + Checks.Two(digits, 2);
        return digits.Length switch
        {
            13 or 19 when digits[0] == 4 => true,
            14 => four / 100 is 36 or 38 or 39 || four / 10 is >= 300 and <= 305,
            15 => four / 100 is 34 or 37,
            16 => digits[0] == 4 || four is >= 2200 and <= 2204 || four / 100 is >= 51 and <= 55 || four is >= 2221 and <= 2720 || four is >= 3528 and <= 3589
                || four / 100 is 35 or 60 or 62 or 64 or 65 or 67,
            17 or 18 or 19 => four / 100 is 62 or 67,
            _ => false,
        };
    }

    /// <summary>Beginnings of Maestro that are nobody else's.</summary>
    private static bool IsMaestro(ReadOnlySpan<byte> digits) => digits.Length >= 16 && Checks.Two(digits, 0) is 50 or 56 or 57 or 58;
}
