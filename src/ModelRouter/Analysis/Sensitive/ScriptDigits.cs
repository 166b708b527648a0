using System.Buffers;
using System.Globalization;

namespace ModelRouter;

/// <summary>Digits of other scripts than Latin, and the wide signs that East Asian keyboards give, as those of ASCII.</summary>
internal static class ScriptDigits
{
    private const char WideAt = '\uFF20';

    private static readonly SearchValues<char> Others =
        SearchValues.Create([.. Enumerable.Range(0x80, 0x10000 - 0x80).Select(static c => (char)c).Where(char.IsDigit), WideAt]);

    internal static bool AreIn(ReadOnlySpan<char> text) => text.ContainsAny(Others);

    /// <summary>Writes the text with its digits and signs exchanged, each at its place.</summary>
    internal static void Exchange(ReadOnlySpan<char> text, Span<char> plain)
    {
        for (var i = 0; i < text.Length; i++)
        {
            plain[i] = text[i] switch
            {
                < '\u0080' and var c => c,
                '\u3000' => ' ',

                // The wide forms of ASCII's signs stand in its order.
                >= '\uFF01' and <= '\uFF5E' and var c => (char)(c - '\uFF01' + '!'),
                var c when char.IsDigit(c) => (char)('0' + CharUnicodeInfo.GetDecimalDigitValue(c)),
                var c => c,
            };
        }
    }
}
