namespace ModelRouter;

/// <summary>Personal numbers of letters and digits.</summary>
internal static class LetteredNumbers
{
    private const string SpanishLetters = "TRWAGMYFPDXBNJZSQVHLCKE";

    // Italy's codice fiscale: what a character at an odd place counts, digits first.
    private static readonly byte[] ItalianOdd =
        [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];

    /// <summary>True if a word of letters and digits is the number of a person.</summary>
    internal static bool IsNationalId(ReadOnlySpan<char> word) => word.Length switch
    {
        9 => IsSpanish(word) || IsBritish(word) || IsSingapore(word),
        10 => IsTaiwanese(word) || IsIndianTaxNumber(word),
        15 => IsCorsican(word),
        16 => IsItalian(word),
        18 => word[17] is 'X' or 'x' && Digits(word, 0, 17) && NationalNumbers.IsChinese(Values(word[..17], stackalloc byte[17]), 10),
        _ => false,
    };

    /// <summary>Spain's DNI and NIE: the rest by 23 gives the letter.</summary>
    internal static bool IsSpanish(ReadOnlySpan<char> word)
    {
        var first = "XYZ".IndexOf(Upper(word[0]), StringComparison.Ordinal);
        if (!Digits(word, first < 0 ? 0 : 1, 8))
        {
            return false;
        }

        var number = Math.Max(0, first);
        for (var i = first < 0 ? 0 : 1; i < 8; i++)
        {
            number = (number * 10) + (word[i] - '0');
        }

        return SpanishLetters[number % 23] == Upper(word[8]);
    }

    /// <summary>The United Kingdom's national insurance number, which has no check but letters that aren't given out.</summary>
    internal static bool IsBritish(ReadOnlySpan<char> word)
    {
        var (a, b) = (word[0], word[1]);
        return Digits(word, 2, 8) && char.IsAsciiLetterUpper(a) && char.IsAsciiLetterUpper(b) && word[8] is >= 'A' and <= 'D'
            && a is not ('D' or 'F' or 'I' or 'Q' or 'U' or 'V') && b is not ('D' or 'F' or 'I' or 'Q' or 'U' or 'V' or 'O')
            && (a, b) is not (('B', 'G') or ('G', 'B') or ('N', 'K') or ('K', 'N') or ('T', 'N') or ('N', 'T') or ('Z', 'Z'));
    }

    /// <summary>Digits alone between two places.</summary>
    private static bool Digits(ReadOnlySpan<char> word, int from, int to) => !word[from..to].ContainsAnyExceptInRange('0', '9');

    private static bool IsSingapore(ReadOnlySpan<char> word)
    {
        if (word[0] is not ('S' or 'T' or 'F' or 'G') || !Digits(word, 1, 8))
        {
            return false;
        }

        var sum = Checks.Sum(Values(word[1..8], stackalloc byte[7]), [2, 7, 6, 5, 4, 3, 2]) + (word[0] is 'T' or 'G' ? 4 : 0);
        return (word[0] is 'S' or 'T' ? "JZIHGFEDCBA" : "XWUTRQPNMLK")[sum % 11] == word[8];
    }

    private static bool IsTaiwanese(ReadOnlySpan<char> word)
    {
        var letter = "ABCDEFGHJKLMNPQRSTUVXYWZIO".IndexOf(word[0], StringComparison.Ordinal) + 10;
        return letter >= 10 && word[1] is '1' or '2' && Digits(word, 1, 10)
            && ((letter / 10) + (letter % 10 * 9) + Checks.Sum(Values(word[1..10], stackalloc byte[9]), [8, 7, 6, 5, 4, 3, 2, 1, 1])) % 10 == 0;
    }

    /// <summary>India's permanent account number of a person, which has no check that is public.</summary>
    private static bool IsIndianTaxNumber(ReadOnlySpan<char> word) =>
        word[3] == 'P' && Digits(word, 5, 9) && !word[..5].ContainsAnyExceptInRange('A', 'Z') && char.IsAsciiLetterUpper(word[9]);

    /// <summary>France's NIR of people born on Corsica: 2A counts as 19, 2B as 18.</summary>
    private static bool IsCorsican(ReadOnlySpan<char> word)
    {
        if (!(Upper(word[6]) is 'A' or 'B' && word[5] == '2' && Digits(word, 0, 6) && Digits(word, 7, 15)))
        {
            return false;
        }

        var values = Values(word, stackalloc byte[15]);
        (values[5], values[6]) = (1, (byte)(Upper(word[6]) == 'A' ? 9 : 8));
        return NationalNumbers.IsFrench(values);
    }

    private static bool IsItalian(ReadOnlySpan<char> word)
    {
        // Six letters, year, month's letter, day, place, check letter; digits may have become letters where two people share the rest.
        if (!char.IsAsciiLetter(word[0]) || !char.IsAsciiLetter(word[5]) || !char.IsAsciiDigit(word[6]) || !char.IsAsciiLetter(word[8]) || !char.IsAsciiLetter(word[11]))
        {
            return false;
        }

        var sum = 0;
        for (var i = 0; i < 15; i++)
        {
            if (!char.IsAsciiLetterOrDigit(word[i]) || (i < 6 && !char.IsAsciiLetter(word[i])))
            {
                return false;
            }

            var value = char.IsAsciiDigit(word[i]) ? word[i] - '0' : Upper(word[i]) - 'A';
            sum += i % 2 == 0 ? ItalianOdd[value] : value;
        }

        return Upper(word[15]) == 'A' + (sum % 26);
    }

    private static Span<byte> Values(ReadOnlySpan<char> digits, Span<byte> values)
    {
        for (var i = 0; i < digits.Length; i++)
        {
            values[i] = (byte)(digits[i] - '0');
        }

        return values;
    }

    private static char Upper(char c) => char.IsAsciiLetterLower(c) ? (char)(c & ~0x20) : c;
}
