namespace NanoR1.Tests;

public class CarriersTests
{
    private static readonly Phrasebook Book = new(["trained"], ["held out"]);
    private static readonly Cores Cores = new(["the core"], ["core it"], ["what the core is"]);

    [Theory]
    [InlineData("en")]
    [InlineData("ko")]
    public void Held_out_phrasings_are_left_as_they_are(string language)
    {
        var said = Enumerable.Range(0, 300).Select(seed => Carriers.Say(new Random(seed), Split.FreshPhrasings, language, Book, Cores));
        Assert.All(said, static prompt => Assert.Equal("held out", prompt));
    }

    [Theory]
    [InlineData("en", nameof(Split.Training))]
    [InlineData("ko", nameof(Split.Training))]
    [InlineData("en", nameof(Split.FreshProblems))]
    public void A_third_of_the_other_prompts_is_carried_and_none_has_a_digit(string language, string splitName)
    {
        var split = Enum.Parse<Split>(splitName);
        var said = Enumerable.Range(0, 3000).Select(seed => Carriers.Say(new Random(seed), split, language, Book, Cores)).ToArray();
        Assert.InRange(said.Count(static prompt => prompt.Contains("core", StringComparison.OrdinalIgnoreCase)), 900, 1260);
        Assert.True(said.Distinct(StringComparer.Ordinal).Count() > 300, "too few carriers");
        Assert.DoesNotContain(said, static prompt => prompt.Any(char.IsDigit) || prompt.Any(static letter => letter is '{' or '['));
    }
}
