namespace ModelRouter;

/// <summary>Tells a character's script by its block.</summary>
internal static class Scripts
{
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
            >= '\u3041' and <= '\u30FF' => Script.Kana,
            >= '\u00C0' and <= '\u024F' when c is not ('\u00D7' or '\u00F7') => Script.Latin,
            >= '\u1E00' and <= '\u1EFF' => Script.Latin,

            // Letters that Persian has and Arabic doesn't.
            '\u067E' or '\u0686' or '\u0698' or '\u06AF' or '\u06CC' or '\u06A9' => Script.Persian,
            >= '\u0600' and <= '\u06FF' => Script.Arabic,
            >= '\u0900' and <= '\u097F' => Script.Devanagari,
            '\u0404' or '\u0406' or '\u0407' or '\u0454' or '\u0456' or '\u0457' or '\u0490' or '\u0491' => Script.Ukrainian,
            >= '\u0400' and <= '\u04FF' => Script.Cyrillic,
            >= '\u0E00' and <= '\u0E7F' => Script.Thai,
            >= '\u0590' and <= '\u05FF' => Script.Hebrew,
            >= '\u0370' and <= '\u03FF' => Script.Greek,
            >= '\u0980' and <= '\u09FF' => Script.Bengali,
            _ => Script.None,
        };
    }
}
