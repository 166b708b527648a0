using System.Text;

namespace ModelRouter;

/// <summary>Estimates tokens from text by script, for where no tokenizer of the model is at hand.</summary>
/// <remarks>
/// Works in twentieths of a token per character, which add up exactly, so an estimate doesn't depend on how a text was cut:
/// ASCII 5 (four characters a token), CJK ideographs and kana 16, Hangul 14, everything else 9. The weights are means over
/// the vocabularies of current model families; single texts are off by up to a third.
/// </remarks>
internal static class TokenEstimator
{
    internal const int UnitsPerToken = 20;
    internal const int AsciiUnits = 5;
    internal const int IdeographUnits = 16;
    internal const int HangulUnits = 14;
    internal const int OtherUnits = 9;

    /// <summary>Tokens of a number of units, rounded up.</summary>
    internal static long Tokens(long units) => (units + UnitsPerToken - 1) / UnitsPerToken;

    /// <summary>The text's units.</summary>
    internal static long Units(ReadOnlySpan<char> text)
    {
        if (Ascii.IsValid(text))
        {
            return (long)text.Length * AsciiUnits;
        }

        var units = 0L;
        foreach (var c in text)
        {
            units += UnitsOf(c);
        }

        return units;
    }

    private static int UnitsOf(char c) => c switch
    {
        < '\u0080' => AsciiUnits,
        >= '\uAC00' and <= '\uD7A3' or >= '\u1100' and <= '\u11FF' or >= '\u3130' and <= '\u318F' => HangulUnits,
        >= '\u3040' and <= '\u30FF' or >= '\u3400' and <= '\u4DBF' or >= '\u4E00' and <= '\u9FFF' => IdeographUnits,
        _ => OtherUnits,
    };
}
