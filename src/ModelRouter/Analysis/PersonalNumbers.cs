namespace ModelRouter;

/// <summary>Tells phone, card and national id numbers, and e-mail addresses, from other figures.</summary>
internal static class PersonalNumbers
{
    private const int MaxDigits = 19;

    /// <summary>Looks at the run of digits (with single separators) that begins at <paramref name="start"/>.</summary>
    internal static bool IsPersonal(ReadOnlySpan<char> text, int start, out int length)
    {
        Span<byte> digits = stackalloc byte[MaxDigits];
        Span<int> groups = stackalloc int[MaxDigits];
        var (count, groupCount, hyphens, at) = (0, 1, 0, start);
        for (; at < text.Length && count < MaxDigits; at++)
        {
            if (char.IsAsciiDigit(text[at]))
            {
                digits[count++] = (byte)(text[at] - '0');
                groups[groupCount - 1]++;
            }
            else if (text[at] is ' ' or '-' or '.' or ')' && at + 1 < text.Length && NextDigit(text, at) is var next and > 0 && groupCount < MaxDigits)
            {
                hyphens += text[at] == '-' ? 1 : 0;
                groupCount++;
                at = next - 1;
            }
            else
            {
                break;
            }
        }

        length = Math.Max(1, at - start);

        // Digits inside a word or a longer figure belong to something else.
        if ((start > 0 && (char.IsAsciiLetterOrDigit(text[start - 1]) || text[start - 1] == '_'))
            || (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] == '_')))
        {
            return false;
        }

        var run = digits[..count];
        var parts = groups[..groupCount];
        return IsResidentNumber(run, parts) || IsCard(run, parts) || IsPhone(text, start, run, parts);
    }

    internal static bool IsEmailAt(ReadOnlySpan<char> text, int at)
    {
        if (at == 0 || !(char.IsLetterOrDigit(text[at - 1]) || text[at - 1] is '_' or '+' or '-'))
        {
            return false;
        }

        var (end, lastDot) = (at + 1, -1);
        for (; end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '.' or '-'); end++)
        {
            lastDot = text[end] == '.' && end > at + 1 && end + 1 < text.Length && char.IsAsciiLetter(text[end + 1]) ? end : lastDot;
        }

        return lastDot > 0 && end - lastDot > 2;
    }

    /// <summary>A separator may be doubled, as in "(02) 123": gives the place of the digit behind it, or 0.</summary>
    private static int NextDigit(ReadOnlySpan<char> text, int separator)
    {
        var next = separator + 1;
        next += text[separator] == ')' && text[next] is ' ' or '-' ? 1 : 0;
        return next < text.Length && char.IsAsciiDigit(text[next]) ? next : 0;
    }

    /// <summary>Korean resident registration number: birth date, century digit, and a check digit (weights 2 to 9 and 2 to 5,
    /// modulo 11; for foreigners two more). Numbers given out since October 2020 have no check digit any more.</summary>
    private static bool IsResidentNumber(ReadOnlySpan<byte> digits, ReadOnlySpan<int> groups)
    {
        if (digits.Length != 13 || !(groups is [13] or [6, 7]) || digits[6] is < 1 or > 8)
        {
            return false;
        }

        var month = (digits[2] * 10) + digits[3];
        var day = (digits[4] * 10) + digits[5];
        if (month is < 1 or > 12 || day is < 1 or > 31)
        {
            return false;
        }

        var isForeigner = digits[6] >= 5;
        var isSince2000 = digits[6] is 3 or 4 or 7 or 8;
        if (groups.Length == 2 && isSince2000 && (digits[0] * 10) + digits[1] >= 20)
        {
            return true;
        }

        var sum = 0;
        for (var i = 0; i < 12; i++)
        {
            sum += digits[i] * (2 + (i % 8));
        }

        return digits[12] == (11 - (sum % 11) + (isForeigner ? 2 : 0)) % 10;
    }

    /// <summary>13 to 19 digits that begin as card schemes do and pass Luhn's check (ISO/IEC 7812-1).</summary>
    private static bool IsCard(ReadOnlySpan<byte> digits, ReadOnlySpan<int> groups)
    {
        if (digits.Length is < 13 or > MaxDigits || digits[0] is < 2 or > 6 || !(groups.Length == 1 || groups[0] == 4))
        {
            return false;
        }

        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[^(i + 1)];
            var doubled = i % 2 == 1 ? digit * 2 : digit;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }

        return sum % 10 == 0;
    }

    /// <summary>A Korean mobile or landline number, a number with a country code, or one grouped as in North America.</summary>
    private static bool IsPhone(ReadOnlySpan<char> text, int start, ReadOnlySpan<byte> digits, ReadOnlySpan<int> groups)
    {
        if (start > 0 && text[start - 1] == '+' && digits.Length is >= 8 and <= 15)
        {
            return true;
        }

        if (digits is [0, 1, 0 or 1 or 6 or 7 or 8 or 9, ..] && digits.Length is 10 or 11)
        {
            return groups is [10 or 11] or [3, 3 or 4, 4];
        }

        return digits is [0, >= 2 and <= 6, ..]
            ? groups is [2 or 3, 3 or 4, 4]
            : groups is [3, 3, 4];
    }
}
