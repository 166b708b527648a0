namespace NanoR1.Tests;

public class PhrasebookTests
{
    [Fact]
    public void Choices_nest_and_names_are_filled_in()
    {
        var book = new Phrasebook(["[What [is|was]|Give] {a}?"], ["{a} = "]);
        var said = Enumerable.Range(0, 50).Select(seed => book.Say(new Random(seed), Split.FreshProblems, ("a", "1"))).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        Assert.Equal(["Give 1?", "What is 1?", "What was 1?"], said, StringComparer.Ordinal);
        Assert.Equal("2 = ", book.Say(new Random(1), Split.FreshPhrasings, ("a", "2")));
    }

    [Theory]
    [InlineData("[a|b")]
    [InlineData("{a")]
    [InlineData("a|b")]
    [InlineData("[a|b]]")]
    [InlineData("a] b")]
    public void A_broken_phrasing_is_an_error_even_if_it_is_never_drawn(string phrasing)
    {
        Assert.Throws<FormatException>(() => new Phrasebook(["fine", phrasing], []));
        Assert.Throws<FormatException>(() => new Phrasebook(["fine"], [phrasing]));
    }

    [Theory]
    [InlineData("{b}")]
    [InlineData("[{a}|[c|{b}]]")]
    public void An_unknown_name_is_an_error_even_in_a_phrasing_that_is_not_drawn(string phrasing)
    {
        var book = new Phrasebook(["fine"], [phrasing]);
        Assert.Throws<FormatException>(() => book.Say(new Random(1), Split.Training, ("a", "1")));
    }
}
