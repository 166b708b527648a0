namespace ModelRouter;

/// <summary>Tells a character's script by its block.</summary>
internal static class Scripts
{
    /// <summary>How many values <see cref="Script"/> has.</summary>
    internal const int Count = (int)Script.Khmer + 1;

    internal static Script Of(char c)
    {
        if (c < 0x80)
        {
            return char.IsAsciiLetter(c) ? Script.Latin : Script.None;
        }

        return c switch
        {
            >= '\uAC00' and <= '\uD7A3' or >= '\u3131' and <= '\u318E' or >= '\u1100' and <= '\u11FF' => Script.Hangul,
            >= '\u4E00' and <= '\u9FFF' or >= '\u3400' and <= '\u4DBF' => Script.Han,
            >= '\u3041' and <= '\u30FF' when c != '\u30FB' => Script.Kana,
            >= '\u00C0' and <= '\u024F' when c is not ('\u00D7' or '\u00F7') => Script.Latin,
            >= '\u1E00' and <= '\u1EFF' => Script.Latin,
            >= '\u0370' and <= '\u03FF' or >= '\u1F00' and <= '\u1FFF' => Script.Greek,
            >= '\u0400' and <= '\u052F' => Script.Cyrillic,
            >= '\u0531' and <= '\u0587' => Script.Armenian,
            >= '\u0590' and <= '\u05FF' => Script.Hebrew,

            // Punctuation and digits of the block aren't letters.
            >= '\u0620' and <= '\u065F' or >= '\u066E' and <= '\u06D3' or >= '\u06D5' and <= '\u06EF' or >= '\u06FA' and <= '\u06FF' => Script.Arabic,
            >= '\u0900' and <= '\u0963' or >= '\u0971' and <= '\u097F' => Script.Devanagari,
            >= '\u0980' and <= '\u0DFF' => Indian(c),
            >= '\u0E01' and <= '\u0E4F' => Script.Thai,
            >= '\u0E81' and <= '\u0EDF' => Script.Lao,
            >= '\u1000' and <= '\u109F' => Script.Burmese,
            >= '\u10A0' and <= '\u10FF' => Script.Georgian,
            >= '\u1200' and <= '\u137F' => Script.Ethiopic,
            >= '\u1780' and <= '\u17FF' => Script.Khmer,
            _ => Script.None,
        };
    }

    // The scripts of India and Sri Lanka have blocks of 128 one after the other.
    private static Script Indian(char c) => ((c - 0x0980) >> 7) switch
    {
        0 => Script.Bengali,
        1 => Script.Gurmukhi,
        2 => Script.Gujarati,
        4 => Script.Tamil,
        5 => Script.Telugu,
        6 => Script.Kannada,
        7 => Script.Malayalam,
        8 => Script.Sinhala,
        _ => Script.None,
    };
}
