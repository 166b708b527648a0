namespace NanoR1;

/// <summary>The phrasings of word problems: frames that say in which order and words things are told, filled with what happens.</summary>
internal static class Stories
{
    public static Phrasebook For(StoryKind kind, bool korean) => kind.HasOneStep()
        ? (korean ? KoreanShortStories.Books : EnglishShortStories.Books)[kind]
        : (korean ? KoreanStories.Books : EnglishStories.Books)[kind];

    /// <summary>Fills what happens into each frame: <c>&lt;B&gt;</c> becomes the text given for <c>B</c>.</summary>
    public static IEnumerable<string> Fill(IEnumerable<string> frames, params (string Name, string Text)[] parts) =>
        frames.Select(frame => parts.Aggregate(frame, static (text, part) => text.Replace($"<{part.Name}>", part.Text, StringComparison.Ordinal)));

    /// <summary>Each opening with each ending.</summary>
    public static IEnumerable<string> Cross(string[] openings, string[] endings) =>
        from opening in openings from ending in endings select opening + ending;
}
