using CsCheck;

namespace ModelRouter.LlamaCpp.Tests;

public sealed class StopSequenceMatcherTests
{
    private static readonly Gen<string> Text = Gen.String[Gen.Char["ab"], 0, 30];

    [Fact]
    public void How_a_text_is_cut_does_not_matter() =>
        Gen.Select(Text, Gen.String[Gen.Char["ab"], 1, 4].Array[1, 3], Gen.Int[1, 5].Array[30]).Sample((text, stops, cuts) =>
            Run(text, stops, cuts) == Run(text, stops, [.. Enumerable.Repeat(1, 30)]) &&
            Run(text, stops, cuts) == Run(text, stops, [30, .. cuts]));

    [Fact]
    public void One_stop_is_cut_exactly() =>
        Gen.Select(Text, Gen.String[Gen.Char["ab"], 1, 4], Gen.Int[1, 5].Array[30]).Sample((text, stop, cuts) =>
        {
            var end = text.IndexOf(stop, StringComparison.Ordinal);
            return Run(text, [stop], cuts) == (end < 0 ? text : text[..end], end >= 0);
        });

    [Fact]
    public void Without_stops_nothing_is_held_back()
    {
        Assert.Equal("abc", new StopSequenceMatcher(null).Push("abc"));
        Assert.Equal("abc", new StopSequenceMatcher([""]).Push("abc"));
    }

    private static (string Output, bool Matched) Run(string text, string[] stops, int[] cuts)
    {
        var matcher = new StopSequenceMatcher(stops);
        var output = "";
        for (int at = 0, i = 0; at < text.Length; at += cuts[i++])
        {
            output += matcher.Push(text[at..Math.Min(at + cuts[i], text.Length)]);
        }

        return (output + matcher.Flush(), matcher.Matched);
    }
}
