namespace ModelRouter.Tests;

public class PercentTests
{
    [Theory]
    [InlineData(0, "0.0 %")]
    [InlineData(0.00001, "0.1 %")]
    [InlineData(0.7949, "79.5 %")]
    [InlineData(0.99996, "99.9 %")]
    [InlineData(1, "100.0 %")]
    public void Only_what_is_certain_reads_as_certain(double chance, string text) => Assert.Equal(text, Percent.Of(chance));

    [Theory]
    [InlineData(0, "0 %")]
    [InlineData(0.00001, "0.1 %")]
    [InlineData(0.004, "0.4 %")]
    [InlineData(0.7949, "79 %")]
    [InlineData(0.9961, "99.6 %")]
    [InlineData(0.99996, "99.9 %")]
    [InlineData(1, "100 %")]
    [InlineData(1.5, "150 %")]
    public void Neither_does_it_in_whole_per_cents(double chance, string text) => Assert.Equal(text, Percent.Whole(chance));

    [Theory]
    [InlineData(0.8, 0.7, "80.0 %", "70.0 %")]
    [InlineData(0.795, 0.794999, "79.5000 %", "79.4999 %")]
    [InlineData(1, 0.9999999, "100.0 %", "99.9 %")]
    public void What_is_less_reads_as_less(double least, double chance, string wanted, string has) => Assert.Equal((wanted, has), Percent.Below(least, chance));
}
