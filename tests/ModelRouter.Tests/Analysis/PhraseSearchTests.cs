using CsCheck;

namespace ModelRouter.Tests;

public sealed class PhraseSearchTests
{
    private static readonly string[] Phrases = ["ab", "[!", "abc", "bca b", "ccccc", "abcabcabcab", "!a["];

    private static readonly Gen<string> Texts = Gen.Char["abcABC! [é"].Array[0, 60].Select(static chars => new string(chars));

    [Theory]
    [InlineData(StringComparison.Ordinal)]
    [InlineData(StringComparison.OrdinalIgnoreCase)]
    public void Finds_the_first_place_where_any_phrase_begins(StringComparison comparison)
    {
        var search = new PhraseSearch(comparison, Phrases);
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

    [Fact]
    public void Finds_phrases_of_other_scripts() =>
        Assert.Equal(30, new PhraseSearch(StringComparison.Ordinal, "비번", "密码", "пароль").IndexIn(new string('한', 30) + "비번"));
}
