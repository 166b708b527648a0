using System.Globalization;
using CsCheck;

namespace ModelRouter.Tests;

/// <summary>Windows begin where the local clock says so, follow one another without a gap, and hold the moment that they were asked for.</summary>
public class BudgetCalendarTests
{
    private static readonly string[] Zones =
        ["UTC", "Europe/Berlin", "Asia/Seoul", "Asia/Kolkata", "Asia/Kathmandu", "America/St_Johns", "Australia/Lord_Howe", "America/Havana", "America/Santiago", "Asia/Beirut", "Africa/Cairo", "Pacific/Apia"];

    [Theory]
    [InlineData(BudgetWindow.Hour, "Asia/Kolkata", "2026-05-05T10:10:00Z", "2026-05-05T09:30:00Z", "2026-05-05T10:30:00Z")]
    [InlineData(BudgetWindow.Day, "UTC", "2026-05-05T23:59:59Z", "2026-05-05T00:00:00Z", "2026-05-06T00:00:00Z")]
    [InlineData(BudgetWindow.Day, "Asia/Seoul", "2026-05-05T15:00:00Z", "2026-05-05T15:00:00Z", "2026-05-06T15:00:00Z")]
    [InlineData(BudgetWindow.Day, "Asia/Seoul", "2026-05-05T14:59:59Z", "2026-05-04T15:00:00Z", "2026-05-05T15:00:00Z")]

    // Clocks put forward: 23 hours; put back: 25.
    [InlineData(BudgetWindow.Day, "Europe/Berlin", "2026-03-29T12:00:00Z", "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z")]
    [InlineData(BudgetWindow.Day, "Europe/Berlin", "2026-10-25T12:00:00Z", "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z")]
    [InlineData(BudgetWindow.Month, "Europe/Berlin", "2026-03-31T22:00:00Z", "2026-03-31T22:00:00Z", "2026-04-30T22:00:00Z")]
    [InlineData(BudgetWindow.Month, "Europe/Berlin", "2026-03-31T21:59:59Z", "2026-02-28T23:00:00Z", "2026-03-31T22:00:00Z")]

    // Midnight doesn't exist: at 24:00 of September 5th, 2026, clocks in Chile go to 01:00.
    [InlineData(BudgetWindow.Day, "America/Santiago", "2026-09-06T12:00:00Z", "2026-09-06T04:00:00Z", "2026-09-07T03:00:00Z")]

    // Midnight comes twice: on November 1st, 2026, clocks in Cuba go from 01:00 back to 00:00.
    [InlineData(BudgetWindow.Day, "America/Havana", "2026-11-01T12:00:00Z", "2026-11-01T04:00:00Z", "2026-11-02T05:00:00Z")]

    // A whole day doesn't exist: Samoa went from December 29th, 2011, to the 31st.
    [InlineData(BudgetWindow.Day, "Pacific/Apia", "2011-12-30T12:00:00Z", "2011-12-30T10:00:00Z", "2011-12-31T10:00:00Z")]
    public void Windows_begin_and_end_by_the_local_clock(BudgetWindow window, string zone, string now, string start, string end) =>
        Assert.Equal((At(start), At(end)), Calendar(window, zone).WindowAt(At(now)));

    [Fact]
    public void Half_hour_clock_changes_cut_an_hour_in_two()
    {
        // On October 4th, 2026, 02:00 becomes 02:30 on Lord Howe Island, at 15:30 UTC.
        var calendar = Calendar(BudgetWindow.Hour, "Australia/Lord_Howe");
        Assert.Equal((At("2026-10-03T14:30:00Z"), At("2026-10-03T15:30:00Z")), calendar.WindowAt(At("2026-10-03T15:29:59Z")));
        Assert.Equal((At("2026-10-03T15:30:00Z"), At("2026-10-03T16:00:00Z")), calendar.WindowAt(At("2026-10-03T15:30:00Z")));
    }

    [Fact]
    public void Windows_follow_one_another_without_a_gap() =>
        Gen.Select(Gen.Enum<BudgetWindow>(), Gen.Int[0, Zones.Length - 1], Gen.Long[At("2005-01-01T00:00:00Z").Ticks, At("2035-01-01T00:00:00Z").Ticks]).Sample(
            (window, zone, ticks) =>
            {
                var calendar = Calendar(window, Zones[zone]);
                var now = new DateTimeOffset(ticks, TimeSpan.Zero);
                var (start, end) = calendar.WindowAt(now);
                Assert.True(start <= now && now < end, $"{now:O} is not from {start:O} to {end:O}.");
                Assert.Equal((start, end), calendar.WindowAt(start));
                Assert.Equal((start, end), calendar.WindowAt(end.AddTicks(-1)));
                if (window != BudgetWindow.Total)
                {
                    Assert.Equal(end, calendar.WindowAt(end).Start);
                    Assert.Equal(start, calendar.WindowAt(start.AddTicks(-1)).End);
                }
            },
            iter: 20_000);

    [Fact]
    public void Windows_around_clock_changes_follow_one_another_too() =>
        Gen.Select(Gen.Enum<BudgetWindow>(), Gen.Int[0, Zones.Length - 1], Gen.Int[2005, 2034]).Sample(
            (window, zone, year) =>
            {
                // From change to change within a year, and the moments around each.
                var (calendar, time) = (Calendar(window, Zones[zone]), TimeZoneInfo.FindSystemTimeZoneById(Zones[zone]));
                for (var hour = new DateTimeOffset(year, 1, 1, 0, 0, 0, TimeSpan.Zero); hour.Year == year; hour = hour.AddHours(1))
                {
                    if (time.GetUtcOffset(hour) != time.GetUtcOffset(hour.AddHours(-1)))
                    {
                        for (var moment = hour.AddHours(-30); moment < hour.AddHours(30); moment = moment.AddMinutes(15))
                        {
                            var (start, end) = calendar.WindowAt(moment);
                            Assert.True(start <= moment && moment < end, $"{Zones[zone]}: {moment:O} is not from {start:O} to {end:O}.");
                            Assert.Equal((start, end), calendar.WindowAt(end.AddTicks(-1)));
                            Assert.Equal((start, end), calendar.WindowAt(start));
                        }
                    }
                }
            },
            iter: 200);

    [Fact]
    public void A_total_never_ends() =>
        Assert.Equal((DateTimeOffset.MinValue, DateTimeOffset.MaxValue), Calendar(BudgetWindow.Total, "UTC").WindowAt(At("2026-05-05T10:10:00Z")));

    private static BudgetCalendar Calendar(BudgetWindow window, string zone) => new(window, TimeZoneInfo.FindSystemTimeZoneById(zone));

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
