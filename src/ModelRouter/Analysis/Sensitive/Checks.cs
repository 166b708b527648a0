namespace ModelRouter;

/// <summary>Check digits. Digits are given by their values, first the first.</summary>
internal static class Checks
{
    // Verhoeff's tables: the dihedral group of order ten and the powers of a permutation.
    private static readonly byte[] Group =
    [
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3, 4, 0, 6, 7, 8, 9, 5, 2, 3, 4, 0, 1, 7, 8, 9, 5, 6, 3, 4, 0, 1, 2, 8, 9, 5, 6, 7, 4, 0, 1, 2, 3, 9, 5, 6, 7, 8,
        5, 9, 8, 7, 6, 0, 4, 3, 2, 1, 6, 5, 9, 8, 7, 1, 0, 4, 3, 2, 7, 6, 5, 9, 8, 2, 1, 0, 4, 3, 8, 7, 6, 5, 9, 3, 2, 1, 0, 4, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0,
    ];

    private static readonly byte[] Permutation =
    [
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 5, 7, 6, 2, 8, 3, 0, 9, 4, 5, 8, 0, 3, 7, 9, 6, 1, 4, 2, 8, 9, 1, 6, 0, 4, 3, 5, 2, 7,
        9, 4, 5, 3, 1, 2, 6, 8, 7, 0, 4, 2, 8, 6, 5, 7, 3, 9, 0, 1, 2, 7, 9, 3, 8, 0, 6, 4, 1, 5, 7, 0, 4, 6, 9, 1, 3, 2, 5, 8,
    ];

    /// <summary>Luhn's (ISO/IEC 7812-1).</summary>
    internal static bool Luhn(ReadOnlySpan<byte> digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[^(i + 1)];
            var doubled = i % 2 == 1 ? digit * 2 : digit;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }

        return sum % 10 == 0;
    }

    /// <summary>Verhoeff's, which India's Aadhaar has.</summary>
    internal static bool Verhoeff(ReadOnlySpan<byte> digits)
    {
        var check = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            check = Group[(check * 10) + Permutation[(i % 8 * 10) + digits[^(i + 1)]]];
        }

        return check == 0;
    }

    /// <summary>ISO 7064 mod 11,10, which Germany's tax number has.</summary>
    internal static bool Mod11And10(ReadOnlySpan<byte> digits)
    {
        var product = 10;
        foreach (var digit in digits[..^1])
        {
            var sum = (digit + product) % 10;
            product = (sum == 0 ? 10 : sum) * 2 % 11;
        }

        return (11 - product) % 10 == digits[^1];
    }

    /// <summary>The sum of the first digits by weights.</summary>
    internal static int Sum(ReadOnlySpan<byte> digits, ReadOnlySpan<byte> weights)
    {
        var sum = 0;
        for (var i = 0; i < weights.Length; i++)
        {
            sum += digits[i] * weights[i];
        }

        return sum;
    }

    /// <summary>The number modulo another below two billions.</summary>
    internal static int Mod(ReadOnlySpan<byte> digits, int divisor)
    {
        var rest = 0L;
        foreach (var digit in digits)
        {
            rest = ((rest * 10) + digit) % divisor;
        }

        return (int)rest;
    }

    /// <summary>True if two digits each can be a day and a month.</summary>
    internal static bool IsDate(int day, int month) => day is >= 1 and <= 31 && month is >= 1 and <= 12;

    /// <summary>Two digits as a number.</summary>
    internal static int Two(ReadOnlySpan<byte> digits, int at) => (digits[at] * 10) + digits[at + 1];
}
