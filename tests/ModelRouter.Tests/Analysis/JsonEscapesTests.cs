using System.Text.Json;
using CsCheck;

namespace ModelRouter.Tests;

public sealed class JsonEscapesTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("plain", "plain")]
    [InlineData(@"a\nb\tc\r\b\f", "a\nb\tc\r\b\f")]
    [InlineData(@"\""\/\\", "\"/\\")]
    [InlineData(@"\\n", @"\n")]
    [InlineData(@"\u673A\u5bc6!", "机密!")]
    [InlineData(@"\uD83D\uDE00", "😀")]
    [InlineData(@"\u12g4 \u 123 \u12", @"\u12g4 \u 123 \u12")]
    [InlineData(@"C:\Users\me\", @"C:\Users\me\")]
    [InlineData(@"\", @"\")]
    public void Puts_characters_in_place_of_escapes(string text, string expected) => Assert.Equal(expected, Undo(text));

    [Fact]
    public void Undoes_what_a_serializer_does() => Gen.String.Sample(static text =>
    {
        // What is no text, such as half a pair, a serializer replaces.
        var json = JsonSerializer.Serialize(text);
        Assert.Equal(JsonSerializer.Deserialize<string>(json), Undo(json)[1..^1]);
    });

    private static string Undo(string text)
    {
        var chars = text.ToCharArray();
        return new(chars, 0, JsonEscapes.Undo(chars));
    }
}
