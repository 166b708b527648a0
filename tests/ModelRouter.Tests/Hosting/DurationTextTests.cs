namespace ModelRouter.Tests;

public class DurationTextTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("00:00:10", 10)]
    [InlineData("0:00:00.5", 0.5)]
    [InlineData("12:30", 45_000)]
    [InlineData("23:59:59", 86_399)]
    [InlineData("1.00:00:00", 86_400)]
    [InlineData("40.00:00:01", 3_456_001)]
    [InlineData("1:00:00:00", 86_400)]
    [InlineData("-00:00:01", -1)]
    public void What_can_mean_only_one_is_read(string text, double seconds)
    {
        Assert.True(DurationText.TryRead(text, out var duration));
        Assert.Equal(TimeSpan.FromSeconds(seconds), duration);
    }

    [Theory]
    [InlineData("20", " 20 seconds are 00:00:20.")]
    [InlineData("500", " 500 seconds are 00:08:20.")]
    [InlineData("86400", " 86400 seconds are 1.00:00:00.")]
    [InlineData("24:00:00", " Did you mean '1.00:00:00'?")]
    [InlineData("36:30", " Did you mean '1.12:30:00'?")]
    [InlineData("00:90:00", " Did you mean '01:30:00'?")]
    [InlineData("-5", "")]
    [InlineData("1.5", "")]
    [InlineData("2147483647:00:00", "")]
    [InlineData("2147483648", "")]
    [InlineData("5 s", "")]
    [InlineData("", "")]
    [InlineData("1:2:3:4:5", "")]
    public void What_could_mean_something_else_is_not(string text, string hint)
    {
        Assert.False(DurationText.TryRead(text, out _));
        Assert.Equal(hint, DurationText.Hint(text));
    }
}
