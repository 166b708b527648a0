namespace ModelRouter;

/// <summary>The kinds of hashed features; those of a region are counted from the region's first.</summary>
internal enum FeatureKind : uint
{
    /// <summary>A word anywhere. Offsets from a region's first kind: 0 word, 1 pair, 2 triple of words; 3 syllable, 4 pair, 5 triple of
    /// syllables, 6 a dense word's ending, 7 its beginning; 8 four letters of a word.</summary>
    Whole = 10,

    /// <summary>The first sentence or line.</summary>
    Head = 30,

    /// <summary>The last sentence or line.</summary>
    Tail = 50,

    /// <summary>The first words: one, two, three or four of them as one.</summary>
    Opening = 70,

    /// <summary>The second to fourth word alone.</summary>
    OpeningWord = 75,

    /// <summary>The last word, and its last letters: one to five.</summary>
    Closing = 80,

    /// <summary>The sign at the very end.</summary>
    ClosingSign = 87,

    /// <summary>The last two words as one.</summary>
    ClosingPair = 88,

    /// <summary>What is quoted; offsets as for a region.</summary>
    Quoted = 90,
}
