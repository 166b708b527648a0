namespace ModelRouter;

/// <summary>A stretch of the day, on some days of the week.</summary>
public sealed record PolicyTimeWindow
{
    /// <summary>Where it begins, itself included; <see langword="null"/> for midnight.</summary>
    public TimeOnly? From { get; init; }

    /// <summary>Where it ends, itself excluded; <see langword="null"/> for midnight. Before <see cref="From"/>, it is on the next day.</summary>
    public TimeOnly? To { get; init; }

    /// <summary>The days on which it begins; empty for all.</summary>
    public IReadOnlyList<DayOfWeek> Days { get; init; } = [];

    /// <summary>The zone whose clock counts; UTC by default.</summary>
    public TimeZoneInfo TimeZone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>True if an instant lies in it. An hour that a change of clocks repeats counts both times.</summary>
    internal bool Contains(DateTimeOffset instant)
    {
        var local = TimeZoneInfo.ConvertTime(instant, TimeZone);
        var time = TimeOnly.FromTimeSpan(local.TimeOfDay);
        var (from, to) = (From ?? TimeOnly.MinValue, To ?? TimeOnly.MinValue);
        if (to == TimeOnly.MinValue || from < to)
        {
            return time >= from && (to == TimeOnly.MinValue || time < to) && IsOn(local.DayOfWeek);
        }

        // Over midnight: what is left of it in the morning belongs to the day before.
        return time >= from ? IsOn(local.DayOfWeek) : time < to && IsOn((DayOfWeek)(((int)local.DayOfWeek + 6) % 7));
    }

    private bool IsOn(DayOfWeek day) => Days.Count == 0 || Days.Contains(day);
}
