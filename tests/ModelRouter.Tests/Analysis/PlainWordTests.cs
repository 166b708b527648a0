using CsCheck;

namespace ModelRouter.Tests;

public sealed class PlainWordTests
{
    [Fact]
    public void A_word_is_hashed_as_letter_by_letter() => Gen.Select(Gen.Char["aBz"].Array[1, 30], Gen.Char["1 é'한"].Array[0, 20], Gen.Char["?\n한"].Array[0, 20]).Sample((word, before, behind) =>
    {
        var text = new string(before) + new string(word) + new string(behind);
        var letters = new char[LetterGroups.Room(text.Length)];
        LetterGroups.Spread(text, letters);

        var length = PlainWord.Read(letters.AsSpan(1 + before.Length), out var hash);

        Assert.Equal((word.Length, FeatureHash.Of(new string(word).ToLowerInvariant())), (length, hash));
    });
}
