namespace ModelRouter;

/// <summary>When a budget's windows begin and end in a time zone, clock changes included. Windows follow one another without a gap.</summary>
internal sealed class BudgetCalendar(BudgetWindow window, TimeZoneInfo zone)
{
    /// <summary>The window that holds a moment.</summary>
    internal (DateTimeOffset Start, DateTimeOffset End) WindowAt(DateTimeOffset now) => window switch
    {
        BudgetWindow.Hour => HourAt(now),
        BudgetWindow.Day => Between(now, static date => date, static date => date.AddDays(1)),
        BudgetWindow.Month => Between(now, static date => new(date.Year, date.Month, 1), static date => new DateOnly(date.Year, date.Month, 1).AddMonths(1)),
        _ => (DateTimeOffset.MinValue, DateTimeOffset.MaxValue),
    };

    /// <summary>Hours by the local clock, which is not always at a full hour of UTC. Where the clock is changed by less than an hour, that
    /// hour is cut in two.</summary>
    private (DateTimeOffset Start, DateTimeOffset End) HourAt(DateTimeOffset now)
    {
        var offset = zone.GetUtcOffset(now);
        var utc = now.UtcDateTime;
        var start = new DateTimeOffset(utc.AddTicks(-((utc + offset).Ticks % TimeSpan.TicksPerHour)), TimeSpan.Zero);
        var end = start.AddHours(1);
        return (
            IsAligned(start, offset) ? start : FirstAt(start, now, moment => zone.GetUtcOffset(moment) == offset),
            IsAligned(end.AddTicks(-1), offset) ? end : FirstAt(now, end, moment => zone.GetUtcOffset(moment) != offset));
    }

    /// <summary>True if the clock stands at the same minute there as by this offset.</summary>
    private bool IsAligned(DateTimeOffset moment, TimeSpan offset) => (zone.GetUtcOffset(moment) - offset).Ticks % TimeSpan.TicksPerHour == 0;

    private (DateTimeOffset Start, DateTimeOffset End) Between(DateTimeOffset now, Func<DateOnly, DateOnly> first, Func<DateOnly, DateOnly> next)
    {
        var date = first(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime));

        // A clock that is put back over midnight shows yesterday's date in what has begun already.
        var end = StartOf(next(date));
        return end <= now ? (end, StartOf(next(next(date)))) : (StartOf(date), end);
    }

    /// <summary>The first moment at which the local clock has reached a date's midnight.</summary>
    private DateTimeOffset StartOf(DateOnly date)
    {
        var midnight = date.ToDateTime(TimeOnly.MinValue);
        if (zone.IsInvalidTime(midnight))
        {
            // The clock is put forward over it: the day begins with the change.
            var before = new DateTimeOffset(midnight.AddHours(-24), zone.GetUtcOffset(midnight.AddHours(-24))).ToUniversalTime();
            return FirstAt(before, before.AddHours(48), moment => TimeZoneInfo.ConvertTime(moment, zone).DateTime >= midnight);
        }

        // Of the two moments at which the clock shows it, the earlier has the greater offset.
        var offset = zone.IsAmbiguousTime(midnight) ? zone.GetAmbiguousTimeOffsets(midnight).Max() : zone.GetUtcOffset(midnight);
        return new DateTimeOffset(midnight, offset).ToUniversalTime();
    }

    /// <summary>The first moment after <paramref name="from"/> for which a condition holds, which does at <paramref name="to"/> and then stays true.</summary>
    private static DateTimeOffset FirstAt(DateTimeOffset from, DateTimeOffset to, Func<DateTimeOffset, bool> holds)
    {
        var (low, high) = (from.UtcTicks, to.UtcTicks);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            (low, high) = holds(new(middle, TimeSpan.Zero)) ? (low, middle) : (middle + 1, high);
        }

        return new(low, TimeSpan.Zero);
    }
}
