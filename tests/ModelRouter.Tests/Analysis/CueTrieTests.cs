namespace ModelRouter.Tests;

public sealed class CueTrieTests
{
    public static TheoryData<string> Followers => [" ", ". Then", "?", "1", "x", "é", "이"];

    /// <summary>Whoever asks whether any phrase may begin would else never see this one.</summary>
    [Theory]
    [MemberData(nameof(Followers))]
    public void Every_phrase_may_begin_where_it_stands_in_small_letters_or_capitals(string follower)
    {
        var phrases = new[] { EnglishCues.Table, KoreanCues.Table, OtherLanguageCues.Table, DomainCues.Table }
            .SelectMany(static table => table).SelectMany(static cue => cue.Phrases)
            .Where(static phrase => char.IsAsciiLetter(phrase[0])).Select(static phrase => phrase.TrimEnd('*')).ToList();

        Assert.True(phrases.Count > 500);
        Assert.All(phrases.SelectMany(phrase => new[] { phrase + follower, phrase.ToUpperInvariant() + follower }), static text =>
            Assert.True(text.Length < 4 || text[..4].Any(static c => c >= 0x80) || CueTables.All.MayBegin(text)));
    }
}
