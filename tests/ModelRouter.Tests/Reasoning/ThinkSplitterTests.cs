using CsCheck;

namespace ModelRouter.Tests;

public class ThinkSplitterTests
{
    private static readonly string[] Pieces =
    [
        "<think>", "</think>", "<", "/", "think", ">", " ", "\n", "a", "b</", "<th", "가", "<thinking>", "</thinking>", "<thought>", "</thought>",
        "<reasoning>", "</reasoning>", "<seed:think>", "</seed:think>", "[THINK]", "[/THINK]", "[", "]", "ing", "```\n", "`<think>`",
    ];

    [Theory]
    [InlineData(false, "<think>\nhm\n</think>\n\n42", "hm", "42")]
    [InlineData(false, "  <think>hm</think>42", "hm", "42")]
    [InlineData(true, "hm\n</think>\n42", "hm", "42")]
    [InlineData(true, "\n\nhm </think>", "hm", "")]
    [InlineData(false, "just an answer", "", "just an answer")]
    [InlineData(false, "", "", "")]
    [InlineData(false, "<thi", "", "<thi")]
    [InlineData(false, "Tags look like <think>this</think>.", "", "Tags look like <think>this</think>.")]
    [InlineData(false, "<think>a</think>b <think>c</think>", "a", "b <think>c</think>")]
    [InlineData(false, "<think>never closed", "never closed", "")]
    [InlineData(true, "never closed </thin", "never closed </thin", "")]
    [InlineData(true, "if a < b and </b> then </think>yes", "if a < b and </b> then", "yes")]
    [InlineData(false, "<think></think>x", "", "x")]
    [InlineData(false, "<thinking>\nhm </think> hm\n</thinking>\n42", "hm </think> hm", "42")]
    [InlineData(false, "<thought>hm</thought>42", "hm", "42")]
    [InlineData(false, "<reasoning>hm</reasoning>42", "hm", "42")]
    [InlineData(false, "<seed:think>hm</seed:think>42", "hm", "42")]
    [InlineData(false, "[THINK]hm[/THINK]42", "hm", "42")]
    [InlineData(false, "[THINKING] is a word", "", "[THINKING] is a word")]
    [InlineData(false, "[1, 2]", "", "[1, 2]")]
    [InlineData(false, "```xml\n<think>a</think>\n```", "", "```xml\n<think>a</think>\n```")]
    [InlineData(false, "<think>a</think>```xml\n<think>b</think>\n```", "a", "```xml\n<think>b</think>\n```")]
    public void Splits_whole_outputs(bool startsInThought, string output, string thought, string answer) =>
        Assert.Equal((thought, answer), Split(startsInThought, [output]));

    [Fact]
    public void Chunk_borders_make_no_difference() =>
        Gen.Select(
            Gen.Bool,
            Gen.Int[0, Pieces.Length - 1].Select(static i => Pieces[i]).Array[0, 14],
            Gen.Int[1, 6].Array[0, 40])
            .Sample(
                (startsInThought, pieces, cuts) =>
                {
                    var output = string.Concat(pieces);
                    Assert.Equal(Split(startsInThought, [output]), Split(startsInThought, Cut(output, cuts)));
                },
                iter: 120_000);

    [Fact]
    public void Streams_thought_and_answer_as_soon_as_they_are_certain()
    {
        var splitter = new ThinkSplitter();
        Assert.Equal(new("", ""), splitter.Push("<thi"));
        Assert.Equal(new("so far", ""), splitter.Push("nk>so far"));
        Assert.True(splitter.InThought);
        Assert.Equal(new("", ""), splitter.Push(" </th"));
        Assert.Equal(new("", "yes"), splitter.Push("ink>yes"));
        Assert.False(splitter.InThought);
        Assert.Equal(new("", " and no"), splitter.Push(" and no"));
    }

    private static IEnumerable<string> Cut(string text, int[] lengths)
    {
        var at = 0;
        foreach (var length in lengths)
        {
            var end = Math.Min(text.Length, at + length);
            yield return text[at..end];
            at = end;
        }

        yield return text[at..];
    }

    private static (string Thought, string Answer) Split(bool startsInThought, IEnumerable<string> chunks)
    {
        var splitter = new ThinkSplitter(startsInThought);
        var (thought, answer) = ("", "");
        foreach (var split in chunks.Select(splitter.Push).ToList().Append(splitter.Flush()))
        {
            (thought, answer) = (thought + split.Reasoning, answer + split.Answer);
        }

        return (thought, answer);
    }
}
