namespace ModelRouter;

/// <summary>Numbers of digits alone that states give to persons. Those whose check lets too many others pass need their name before them.</summary>
/// <remarks>Formulas as the issuing states publish them, collected in python-stdnum's documentation.</remarks>
internal static class NationalNumbers
{
    private static readonly NearWords Cpf = new("cpf");
    private static readonly NearWords Bsn = new("bsn", "burgerservicenummer", "sofinummer");
    private static readonly NearWords Pesel = new("pesel");
    private static readonly NearWords Ssn = new("ssn", "social security");
    private static readonly NearWords Sin = new("sin:", "sin ", "social insurance", "nas:", "assurance sociale");
    private static readonly NearWords MyNumber = new("my number", "mynumber", "マイナンバー", "個人番号");
    private static readonly NearWords Aadhaar = new("aadhaar", "aadhar", "आधार", "uidai");
    private static readonly NearWords Turkish = new("kimlik", "tckn", "t.c.", "tc no");
    private static readonly NearWords Korean = new("주민등록", "주민번호", "외국인등록", "등록번호", "resident registration", "alien registration");
    private static readonly NearWords Israeli = new("תעודת זהות", "ת.ז", "ת\"ז", "teudat zehut");

    internal static bool Is(ReadOnlySpan<char> text, int start, ReadOnlySpan<byte> d, ReadOnlySpan<int> groups, ReadOnlySpan<char> separators) => d.Length switch
    {
        9 => IsSsn(text, start, d, groups, separators) || (Bsn.AreBefore(text, start) && IsBsn(d)) || (Sin.AreBefore(text, start) && Checks.Luhn(d))
            || (Israeli.AreBefore(text, start) && Checks.Luhn(d)),
        10 => groups is [6, 4] && separators[1] == '-' && Checks.IsDate(Checks.Two(d, 4), Checks.Two(d, 2)) && Checks.Luhn(d),
        11 => IsGermanTaxId(d, groups) || IsNorwegian(d, groups) || IsBelgian(d, groups)
            || ((groups is [3, 3, 3, 2] || Cpf.AreBefore(text, start)) && IsCpf(d))
            || (Pesel.AreBefore(text, start) && IsPesel(d)) || (Turkish.AreBefore(text, start) && IsTurkish(d)),
        12 => (groups is [8, 4] && separators[1] == '-' && d[0] is 1 or 2 && Checks.IsDate(Checks.Two(d, 6), Checks.Two(d, 4)) && Checks.Luhn(d[2..]))
            || (d[0] >= 2 && ((groups is [4, 4, 4] && separators[1] is ' ' or '-') || Aadhaar.AreBefore(text, start)) && Checks.Verhoeff(d))
            || (MyNumber.AreBefore(text, start) && IsMyNumber(d)),
        13 => IsKorean(text, start, d, groups) || (groups is [13] or [3, 4, 4, 2] && IsSwiss(d)) || (groups is [1, 4, 5, 2, 1] && IsThai(d)),
        15 => groups is [15] or [13, 2] or [1, 2, 2, 2, 3, 3, 2] && IsFrench(d),
        18 => groups is [_] or [6, 8, 4] && IsChinese(d, d[17]),
        _ => false,
    };

    /// <summary>China's resident identity number: place, birth date, sequence, ISO 7064 mod 11-2; 10 stands for X.</summary>
    internal static bool IsChinese(ReadOnlySpan<byte> d, int check) => d[0] is >= 1 and <= 8 && Checks.Two(d, 6) is 19 or 20 && Checks.IsDate(Checks.Two(d, 12), Checks.Two(d, 10))
        && (12 - (Checks.Sum(d, [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]) % 11)) % 11 == check;

    /// <summary>France's NIR: sex, birth month, place, sequence, and 97 minus the rest by 97.</summary>
    internal static bool IsFrench(ReadOnlySpan<byte> d) => d[0] is 1 or 2 && Checks.Two(d, 3) is (>= 1 and <= 12) or (>= 20 and <= 42)
        && 97 - Checks.Mod(d[..13], 97) == Checks.Two(d, 13);

    /// <summary>Korea's resident registration number: birth date, century digit, and a check digit (weights 2 to 9 and 2 to 5,
    /// modulo 11; for foreigners two more). Numbers given out since October 2020, to whoever, have no check digit any more.</summary>
    private static bool IsKorean(ReadOnlySpan<char> text, int start, ReadOnlySpan<byte> d, ReadOnlySpan<int> groups)
    {
        if (!(groups is [13] or [6, 7]) || d[6] is < 1 or > 8 || !Checks.IsDate(Checks.Two(d, 4), Checks.Two(d, 2)))
        {
            return false;
        }

        // Without a check a hyphen or a word has to tell.
        var isUnchecked = d[6] is 3 or 4 or 7 or 8 && Checks.Two(d, 0) >= 20;
        return (isUnchecked && groups.Length == 2) || ((isUnchecked || d[6] >= 5) && Korean.AreBefore(text, start))
            || d[12] == (11 - (Checks.Sum(d, [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]) % 11) + (d[6] >= 5 ? 2 : 0)) % 10;
    }

    /// <summary>United States: areas 000, 666 and from 900, group 00 and serial 0000 aren't given out.</summary>
    private static bool IsSsn(ReadOnlySpan<char> text, int start, ReadOnlySpan<byte> d, ReadOnlySpan<int> groups, ReadOnlySpan<char> separators)
    {
        var area = (d[0] * 100) + Checks.Two(d, 1);
        return area is not (0 or 666 or >= 900) && Checks.Two(d, 3) != 0 && (Checks.Two(d, 5) | Checks.Two(d, 7)) != 0
            && ((groups is [3, 2, 4] && separators[1] == '-') || Ssn.AreBefore(text, start));
    }

    private static bool IsBsn(ReadOnlySpan<byte> d) => (Checks.Sum(d, [9, 8, 7, 6, 5, 4, 3, 2]) - d[8]) % 11 == 0;

    /// <summary>One digit comes twice or three times among the first ten, at least one not at all.</summary>
    private static bool IsGermanTaxId(ReadOnlySpan<byte> d, ReadOnlySpan<int> groups)
    {
        if (!(groups is [11] or [2, 3, 3, 3]) || d[0] == 0)
        {
            return false;
        }

        Span<int> counts = stackalloc int[10];
        foreach (var digit in d[..10])
        {
            counts[digit]++;
        }

        var repeated = 0;
        foreach (var count in counts)
        {
            repeated += count is 2 or 3 ? 1 : count > 3 ? 2 : 0;
        }

        return repeated == 1 && Checks.Mod11And10(d);
    }

    private static bool IsNorwegian(ReadOnlySpan<byte> d, ReadOnlySpan<int> groups) => groups is [11] or [6, 5] && Checks.IsDate(Checks.Two(d, 0), Checks.Two(d, 2))
        && Checks.Sum(d, [3, 7, 6, 1, 8, 9, 4, 5, 2, 1]) % 11 == 0 && Checks.Sum(d, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 == 0;

    private static bool IsBelgian(ReadOnlySpan<byte> d, ReadOnlySpan<int> groups)
    {
        var check = Checks.Two(d, 9);
        var first = Checks.Mod(d[..9], 97);

        // Of births since 2000 a two is put before.
        return groups is [2, 2, 2, 3, 2] && Checks.IsDate(Checks.Two(d, 4), Checks.Two(d, 2)) && (97 - first == check || 97 - ((first + (2_000_000_000 % 97)) % 97) == check);
    }

    private static bool IsCpf(ReadOnlySpan<byte> d) => d.ContainsAnyExcept(d[0])
        && Checks.Sum(d, [10, 9, 8, 7, 6, 5, 4, 3, 2]) * 10 % 11 % 10 == d[9] && Checks.Sum(d, [11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) * 10 % 11 % 10 == d[10];

    /// <summary>The century is added to the month in twenties.</summary>
    private static bool IsPesel(ReadOnlySpan<byte> d) => Checks.IsDate(Checks.Two(d, 4), Checks.Two(d, 2) % 20) && Checks.Sum(d, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]) % 10 == 0;

    private static bool IsTurkish(ReadOnlySpan<byte> d) => d[0] != 0
        && (((7 * (d[0] + d[2] + d[4] + d[6] + d[8])) - (d[1] + d[3] + d[5] + d[7])) % 10 + 10) % 10 == d[9] && Checks.Sum(d, [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]) % 10 == d[10];

    /// <summary>Japan's individual number.</summary>
    private static bool IsMyNumber(ReadOnlySpan<byte> d)
    {
        var rest = Checks.Sum(d, [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11;
        return d[11] == (rest <= 1 ? 0 : 11 - rest);
    }

    private static bool IsSwiss(ReadOnlySpan<byte> d) => d is [7, 5, 6, ..] && (Checks.Sum(d, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1]) % 10) == 0;

    private static bool IsThai(ReadOnlySpan<byte> d) => (11 - (Checks.Sum(d, [13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 10 == d[12];
}
