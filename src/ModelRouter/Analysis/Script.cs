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
    Persian,
    Devanagari,
    Cyrillic,
    Ukrainian,
    Thai,
    Hebrew,
    Greek,
    Bengali,
}
