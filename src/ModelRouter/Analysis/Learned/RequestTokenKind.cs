namespace ModelRouter;

/// <summary>What a <see cref="RequestToken"/> is; words come first.</summary>
internal enum RequestTokenKind : byte
{
    /// <summary>A word whose letters are sounds: Latin, Cyrillic, Arabic and so on.</summary>
    Word,

    /// <summary>A run of Hangul, Han or kana, whose characters are syllables or more.</summary>
    DenseWord,

    /// <summary>A number.</summary>
    Number,

    /// <summary>Any other character that shows.</summary>
    Sign,

    /// <summary>One or more ends of lines.</summary>
    LineEnd,
}
