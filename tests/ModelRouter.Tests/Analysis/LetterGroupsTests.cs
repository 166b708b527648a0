using CsCheck;

namespace ModelRouter.Tests;

public sealed class LetterGroupsTests
{
    [Fact]
    public void Groups_of_four_letters_are_hashed_as_one_by_one() => Gen.Select(
        Gen.Char["abz"].Array[1, 30], Gen.Char["1 é'한"].Array[0, 20], Gen.Char["?\n한"].Array[0, 20], Gen.UInt, Gen.UInt).Sample((word, before, behind, basis, offset) =>
    {
        var text = new string(before) + new string(word) + new string(behind);
        var letters = new char[LetterGroups.Room(text.Length)];
        var hashes = new uint[word.Length + LetterGroups.Slack];
        LetterGroups.Spread(text.ToUpperInvariant(), letters);
        var count = LetterGroups.Hash(letters, before.Length, word.Length, basis, offset, hashes);

        var padded = $" {new string(word)} ";
        var expected = Enumerable.Range(0, word.Length - 1)
            .Select(at => padded.Substring(at, 4).Aggregate(basis, static (hash, c) => unchecked((hash ^ c) * 16777619)) + offset);
        Assert.Equal(expected, hashes.Take(count));
    });

    [Fact]
    public void Everything_but_plain_letters_is_spread_as_spaces() => Gen.Char["aZ9 é한\n"].Array[0, 50].Sample(text =>
    {
        var letters = new char[LetterGroups.Room(text.Length)];
        LetterGroups.Spread(text, letters);
        Assert.Equal(text.Select(static c => char.IsAsciiLetter(c) ? char.ToLowerInvariant(c) : ' '), letters.Skip(1).Take(text.Length));
        Assert.All(letters.Skip(1 + text.Length).Append(letters[0]), static c => Assert.Equal(' ', c));
    });
}
