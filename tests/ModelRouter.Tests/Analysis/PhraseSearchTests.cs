using CsCheck;

namespace ModelRouter.Tests;

public sealed class PhraseSearchTests
{
    private static readonly string[] Phrases = ["ab", "[!", "abc", "bca b", "ccccc", "abcabcabcab", "!a["];

    private static readonly Gen<string> Texts = Gen.Char["abcABC! [é"].Array[0, 60].Select(static chars => new string(chars));

    [Theory]
    [InlineData(StringComparison.Ordinal, true)]
    [InlineData(StringComparison.OrdinalIgnoreCase, true)]
    [InlineData(StringComparison.Ordinal, false)]
    [InlineData(StringComparison.OrdinalIgnoreCase, false)]
    public void Finds_the_first_place_where_any_phrase_begins(StringComparison comparison, bool isWide)
    {
        var search = new PhraseSearch(comparison, Phrases) { IsWide = isWide };
        Gen.Select(Texts, Gen.Int[0, 20]).Sample((text, from) =>
        {
            var expected = -1;
            for (var at = Math.Min(from, text.Length); at < text.Length && expected < 0; at++)
            {
                expected = Array.Exists(Phrases, phrase => text.AsSpan(at).StartsWith(phrase, comparison)) ? at : -1;
            }

            Assert.Equal(expected, search.IndexIn(text, Math.Min(from, text.Length)));
        });
    }

    /// <summary>Cases whose last five bits are alike (a, р), and others (ё, ỏ), in phrases of two letters and more than eight.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Case_does_not_matter_in_other_alphabets(bool isWide)
    {
        string[] phrases = ["ёр", "рёа", "ñab", "비ё", "ỏ qua", "парольпароль", "аñ한bё", "ÄÖ"];
        var search = new PhraseSearch(StringComparison.OrdinalIgnoreCase, phrases) { IsWide = isWide };
        Gen.Select(Gen.Char["аАёЁрРñÑabB비한ỏỎ пПлЛäÄöÖ"].Array[0, 30], Gen.Int[0, phrases.Length - 1], Gen.Bool).Sample((chars, phrase, isUpper) =>
        {
            var text = new string(chars) + (isUpper ? phrases[phrase].ToUpperInvariant() : phrases[phrase].ToLowerInvariant()) + new string(chars);
            var expected = Enumerable.Range(0, text.Length).First(at => Array.Exists(phrases, p => text.AsSpan(at).StartsWith(p, StringComparison.OrdinalIgnoreCase)));
            Assert.Equal(expected, search.IndexIn(text));
        });
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Finds_phrases_of_other_scripts(bool isWide) =>
        Assert.Equal(30, new PhraseSearch(StringComparison.Ordinal, "비번", "密码", "пароль") { IsWide = isWide }.IndexIn(new string('한', 30) + "비번"));
}
