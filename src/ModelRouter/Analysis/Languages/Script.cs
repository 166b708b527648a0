namespace ModelRouter;

/// <summary>Scripts, as far as they tell languages apart.</summary>
internal enum Script
{
    /// <summary>Not a letter.</summary>
    None,
    Latin,
    Hangul,
    Han,
    Kana,
    Arabic,
    Devanagari,
    Cyrillic,
    Thai,
    Hebrew,
    Greek,
    Bengali,
    Gurmukhi,
    Gujarati,
    Tamil,
    Telugu,
    Kannada,
    Malayalam,
    Sinhala,
    Lao,
    Burmese,
    Georgian,
    Armenian,
    Ethiopic,
    Khmer,
}
