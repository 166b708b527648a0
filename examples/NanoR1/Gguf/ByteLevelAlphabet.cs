using System.Text;

namespace NanoR1;

/// <summary>
/// GPT-2's way to write any byte as one visible character: printable Latin-1 bytes stand for themselves, the others are, in order,
/// the characters from U+0100 on.
/// </summary>
internal static class ByteLevelAlphabet
{
    private static readonly char[] Symbols = Build();

    public static char Symbol(byte value) => Symbols[value];

    public static string Encode(string text) => string.Concat(Encoding.UTF8.GetBytes(text).Select(Symbol));

    private static char[] Build()
    {
        var symbols = new char[256];
        var next = '\u0100';
        for (var value = 0; value < symbols.Length; value++)
        {
            var printable = value is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or (>= 0xAE and <= 0xFF);
            symbols[value] = printable ? (char)value : next++;
        }

        return symbols;
    }
}
