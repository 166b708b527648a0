using System.Runtime.InteropServices;

namespace ModelRouter.NanoR1;

/// <summary>The numbers of a question.</summary>
/// <param name="Count">How many there are.</param>
/// <param name="Decimals">How many of them have decimals.</param>
/// <param name="LongestDigits">Digits of the longest; commas between thousands and decimals don't count.</param>
/// <param name="ShortestDigits">Digits of the shortest.</param>
/// <param name="HasNegative">True if one has a sign of its own.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ScopeNumbers(int Count, int Decimals, int LongestDigits, int ShortestDigits, bool HasNegative)
{
    /// <summary>Reads the numbers of <paramref name="text"/>.</summary>
    /// <param name="text">A question.</param>
    /// <param name="isTable">True if commas only separate, as in a row of values; false if they may part thousands.</param>
    public static ScopeNumbers In(ReadOnlySpan<char> text, bool isTable)
    {
        var (count, decimals, longest, shortest, isNegative) = (0, 0, 0, int.MaxValue, false);
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsAsciiDigit(text[i]))
            {
                continue;
            }

            count++;
            isNegative |= IsSign(text[..i]);
            var digits = 0;
            for (; i < text.Length && (char.IsAsciiDigit(text[i]) || (!isTable && IsThousands(text[i..]))); i++)
            {
                digits += text[i] == ',' ? 0 : 1;
            }

            longest = Math.Max(longest, digits);
            shortest = Math.Min(shortest, digits);
            if (i + 1 < text.Length && text[i] == '.' && char.IsAsciiDigit(text[i + 1]))
            {
                decimals++;
                for (i++; i < text.Length && char.IsAsciiDigit(text[i]); i++)
                {
                }
            }
        }

        return new(count, decimals, longest, shortest, isNegative);
    }

    /// <summary>True for a comma and exactly three digits.</summary>
    private static bool IsThousands(ReadOnlySpan<char> text) =>
        text.Length >= 4 && text[0] == ',' && !text[1..4].ContainsAnyExceptInRange('0', '9') && (text.Length == 4 || !char.IsAsciiDigit(text[4]));

    /// <summary>True if what stands before a number is a minus that belongs to it, and not to a subtraction or a date.</summary>
    private static bool IsSign(ReadOnlySpan<char> before)
    {
        if (before is not [.., '-' or '−'])
        {
            return false;
        }

        // "5 -3" subtracts and "March-3" is a date, but in "is -3" the minus belongs to the number.
        var gap = before[..^1];
        var left = gap.TrimEnd();
        return left.IsEmpty || (left.Length < gap.Length ? !char.IsAsciiDigit(left[^1]) : !char.IsLetterOrDigit(left[^1]));
    }
}
