namespace ModelRouter;

/// <summary>Tells telephone numbers by country code, by the groups of a country, or by the word before them.</summary>
internal static class PhoneNumbers
{
    private static readonly NearWords Words = new(
        "phone", "telephone", "cellphone", "smartphone", "whatsapp", "tel", "telp", "call me", "reach me", "fax", "faxnummer", "telefax", "전화", "연락처", "휴대폰", "핸드폰", "번호는",
        "手机", "手機", "电话", "電話", "微信", "携帯", "telefon", "mobiltelefon", "handynummer", "teléfono", "móvil", "celular", "telefone", "téléphone", "cellulare", "телефон",
        "тел", "هاتف", "جوال", "تلفن", "موبایل", "फोन", "फ़ोन", "मोबाइल", "điện thoại", "sđt", "โทร");

    // These are said of other things as well, so they have to stand directly before the number.
    private static readonly NearWords Devices = new("mobile", "portable", "cell");

    internal static bool Is(ReadOnlySpan<char> text, int start, ReadOnlySpan<byte> digits, ReadOnlySpan<int> groups, ReadOnlySpan<char> separators)
    {
        var before = start > 0 ? text[start - 1] : ' ';
        if (before == '+' || (before == '(' && start > 1 && text[start - 2] == '+'))
        {
            return digits.Length is >= 8 and <= 15 && digits[0] != 0 && (groups.Length > 1 || IsInternational(digits) || IsTold(text, start, digits, groups));
        }

        // What is left of a version: v1.234.567.8901.
        if (before == '.' && start > 1 && char.IsAsciiDigit(text[start - 2]))
        {
            return false;
        }

        // Amounts and addresses of machines have dots, dates have slashes.
        if ((separators[1..].Contains('.') && !IsDotted(text, start, digits, groups)) || (separators[1..].Contains('/') && digits[0] != 0))
        {
            return false;
        }

        return digits[0] == 0 ? IsNational(digits, groups, separators) || IsAbroad(text, start, digits, groups, separators) || (groups is [>= 11 and <= 17] && digits[1] == 0 && digits[2] != 0 && IsTold(text, start, digits, groups))
            || ((groups is [>= 9 and <= 12] || groups is [4, 4, 4]) && digits[1] != 0 && IsTold(text, start, digits, groups))
            : IsGroupedAsIn(digits, groups, separators)
            || (digits.Length is >= 8 and <= 12 && digits.Length > groups.Length * 1.5 && IsTold(text, start, digits, groups));
    }

    /// <summary>A word for it is before. Ten digits from 12 to 19 are the time behind "mobile".</summary>
    private static bool IsTold(ReadOnlySpan<char> text, int start, ReadOnlySpan<byte> digits, ReadOnlySpan<int> groups) => Words.AreBefore(text, start)
        || (Devices.AreBefore(text, start, directly: true) && !(groups is [10] && digits[0] == 1 && digits[1] >= 2));

    /// <summary>Groups that are written with dots: France's and North America's, Korea's, and with a word before them such as no date or amount ends with.</summary>
    private static bool IsDotted(ReadOnlySpan<char> text, int start, ReadOnlySpan<byte> digits, ReadOnlySpan<int> groups) =>
        groups is [2, 2, 2, 2, 2] or [3, 3, 4] || (digits[0] == 0 && groups is [3, 4, 4] or [2, 3 or 4, 4])
        || (groups is [<= 3, .., 3 or 4, 4] && IsTold(text, start, digits, groups));

    /// <summary>Numbers of many countries begin with a zero and an area; groups or the length of Korea's and Japan's mobiles tell them.</summary>
    private static bool IsNational(ReadOnlySpan<byte> digits, ReadOnlySpan<int> groups, ReadOnlySpan<char> separators)
    {
        // Three times four digits are a parcel's or a file's mode unless they begin as Indonesia's mobiles do; five pairs in order
        // up to 50 a lottery's unless they begin as France's mobiles do.
        if (digits.Length is < 9 or > 12 || digits[1] == 0 || (groups is [4, 4, 4] && digits[1] != 8) || (groups is [2, 2, 2, 2, 2] && separators[1] == ' ' && digits[1] is not (6 or 7) && IsDraw(digits)))
        {
            return false;
        }

        return groups is [10 or 11] ? digits is [0, 1, 0 or 1 or 6 or 7 or 8 or 9, ..] or [0, 7 or 8 or 9, 0, _, _, _, _, _, _, _, _]
            : groups is [2 or 3 or 4 or 5, 3 or 4, 3 or 4] or [2, 2, 2, 2, 2] or [3, 3, 2, 2] or [4, 3, 2, 2] or [3 or 4, 6 or 7 or 8] or [2, 8] or [5, 6];
    }

    /// <summary>Two zeros and a country's code in the first group.</summary>
    private static bool IsAbroad(ReadOnlySpan<char> text, int start, ReadOnlySpan<byte> digits, ReadOnlySpan<int> groups, ReadOnlySpan<char> separators) =>
        digits.Length is >= 11 and <= 17 && digits[1] == 0 && groups[1..].ContainsAnyExcept(groups[0]) && !(start > 1 && text[start - 1] == '-' && char.IsLetter(text[start - 2]))
        && groups[0] switch
        {
            3 => (groups is [3, 3, 3, 4] && (digits[2] == 7 || (digits[2] == 1 && digits[3] >= 2 && digits[6] >= 2))) || (groups is [3, 3, 3, 2, 2] && digits[2] == 7),
            4 => IsOfTwoDigits(Checks.Two(digits, 2)) && !IsSerial(text, start, digits, groups, separators),
            5 => Checks.Two(digits, 2) is (>= 21 and <= 26) or 29 or 35 or 37 or 38 or 42 or 50 or 59 or (>= 67 and <= 69) or 80 or 85 or 87 or 88 or 96 or 97 or 99,
            _ => false,
        };

    private static bool IsOfTwoDigits(int country) => country is 20 or 27 or (>= 30 and <= 34) or 36 or (>= 39 and <= 41) or (>= 43 and <= 49) or (>= 51 and <= 58) or (>= 60 and <= 66)
        or 81 or 82 or 84 or 86 or (>= 90 and <= 95) or 98;

    /// <summary>A number of four digits that counts something: behind it stands a date, a zero that no country but Italy has there except in brackets, or, unless a
    /// word tells a telephone, pairs as in a dump or a part's number.</summary>
    private static bool IsSerial(ReadOnlySpan<char> text, int start, ReadOnlySpan<byte> digits, ReadOnlySpan<int> groups, ReadOnlySpan<char> separators)
    {
        var isPart = !groups[1..].ContainsAnyExcept(2) || (groups is [4, 4, 3, 3] && separators[1] == '-');
        return (digits[4] == 0 && separators[1] != '(' && Checks.Two(digits, 2) != 39)
            || (groups is [_, 8, ..] or [_, 4, 4, ..] or [_, 4, 2, 2, ..] && Checks.Two(digits, 4) is 19 or 20 && Checks.IsDate(Checks.Two(digits, 10), Checks.Two(digits, 8)))
            || (isPart && !IsTold(text, start, digits, groups));
    }

    private static bool IsDraw(ReadOnlySpan<byte> digits)
    {
        for (var i = 2; i < digits.Length; i += 2)
        {
            if (Checks.Two(digits, i) <= Checks.Two(digits, i - 2))
            {
                return false;
            }
        }

        return Checks.Two(digits, digits.Length - 2) <= 50;
    }

    /// <summary>In one piece behind a plus, which a line of a diff may be as well: North America's and Russia's have eleven digits, hardly any has fewer than ten.</summary>
    private static bool IsInternational(ReadOnlySpan<byte> digits) => digits[0] switch
    {
        1 => digits.Length == 11 && digits[1] >= 2 && digits[4] >= 2,
        7 => digits.Length == 11 && digits[1] >= 3,
        _ => digits.Length >= 10,
    };

    /// <summary>North America, China, India, Brazil, Russia: groups that amounts of money don't have.</summary>
    private static bool IsGroupedAsIn(ReadOnlySpan<byte> digits, ReadOnlySpan<int> groups, ReadOnlySpan<char> separators) => groups switch
    {
        [3, 3, 4] => digits[0] >= 2 && digits[3] >= 2,
        [1, 3, 3, 4] => digits[0] == 1 && digits[1] >= 2 && digits[4] >= 2,
        [3, 4, 4] => digits[0] == 1 && digits[1] >= 3,
        [5, 5] => digits[0] >= 6 && separators[1] is ' ' or '-',
        [2, 5, 4] => digits[2] == 9,
        [2, 4, 4] => digits[0] != 0 && separators[1] == ')',
        [1, 3, 3, 2, 2] => digits[0] is 7 or 8,
        _ => false,
    };
}
