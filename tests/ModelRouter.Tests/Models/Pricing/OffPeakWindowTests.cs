using CsCheck;

namespace ModelRouter.Tests;

public class OffPeakWindowTests
{
    private static readonly Gen<TimeOnly> TimeOfDay = Gen.OneOf(Gen.Int[0, 23].Select(h => new TimeOnly(h, 0)), Gen.Long[0, TimeSpan.TicksPerDay - 1].Select(t => new TimeOnly(t)));

    private static readonly Gen<OffPeakWindow> Windows =
        from times in Gen.Select(TimeOfDay, TimeOfDay)
        from days in Gen.Enum<DayOfWeek>().HashSet[0, 6]
        select new OffPeakWindow { From = times.Item1, To = times.Item2, Factor = 0.5m, Days = [.. days] };

    [Fact]
    public void It_holds_for_its_length_from_each_of_its_beginnings() =>
        Gen.Select(Windows, PricingGen.Time).Sample((window, at) =>
        {
            var length = window.To - window.From;
            length = length == TimeSpan.Zero ? TimeSpan.FromDays(1) : length;
            var utc = at.UtcDateTime;

            // Nothing lasts longer than a day, so it began today or yesterday.
            var expected = new[] { utc.Date, utc.Date.AddDays(-1) }.Any(day =>
                (window.Days.Count == 0 || window.Days.Contains(day.DayOfWeek)) && day + window.From.ToTimeSpan() is var from && utc >= from && utc < from + length);

            Assert.Equal(expected, window.Contains(at));
        }, iter: 20_000);

    [Theory]
    [InlineData("16:29:59.9999999", false)]
    [InlineData("16:30:00", true)]
    [InlineData("23:59:59.9999999", true)]
    [InlineData("00:00:00", true)]
    [InlineData("00:29:59.9999999", true)]
    [InlineData("00:30:00", false)]
    [InlineData("12:00:00", false)]
    public void It_may_cross_midnight(string time, bool expected)
    {
        var window = new OffPeakWindow { From = new(16, 30), To = new(0, 30), Factor = 0.5m };
        var at = DateTimeOffset.Parse($"2026-03-04T{time}Z", System.Globalization.CultureInfo.InvariantCulture);

        Assert.Equal(expected, window.Contains(at));
        Assert.Equal(expected, window.Contains(at.ToOffset(TimeSpan.FromHours(9))));
    }

    [Theory]
    [InlineData("2026-03-06T23:30:00Z", true)]
    [InlineData("2026-03-07T00:10:00Z", true)]
    [InlineData("2026-03-07T23:30:00Z", false)]
    [InlineData("2026-03-06T00:10:00Z", false)]
    public void Its_days_are_those_on_which_it_begins(string at, bool expected) =>
        Assert.Equal(
            expected,
            new OffPeakWindow { From = new(23, 0), To = new(1, 0), Factor = 0.5m, Days = [DayOfWeek.Friday] }
                .Contains(DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void The_ends_of_time_are_times_as_well()
    {
        var window = new OffPeakWindow { From = new(23, 0), To = new(1, 0), Factor = 0.5m };

        Assert.True(window.Contains(DateTimeOffset.MinValue));
        Assert.True(window.Contains(DateTimeOffset.MaxValue));
    }
}
