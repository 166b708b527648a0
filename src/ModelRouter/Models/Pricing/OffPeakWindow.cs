namespace ModelRouter;

/// <summary>Hours of the day at which a service charges less.</summary>
/// <remarks>Immutable. Hours and days are UTC. An attempt is charged by the time at which it began.</remarks>
public sealed record OffPeakWindow
{
    /// <summary>When it begins, this time included.</summary>
    public required TimeOnly From { get; init; }

    /// <summary>When it ends, this time excluded. Before <see cref="From"/> on the next day; equal to it, after a whole day.</summary>
    public required TimeOnly To { get; init; }

    /// <summary>What the prices of tokens are multiplied by; 0 to 1.</summary>
    public required decimal Factor { get; init; }

    /// <summary>The days on which it begins; all if empty (the default).</summary>
    public IReadOnlyList<DayOfWeek> Days { get; init; } = [];

    /// <summary>True if <paramref name="at"/> is in it.</summary>
    public bool Contains(DateTimeOffset at)
    {
        var utc = at.UtcDateTime;
        var time = TimeOnly.FromDateTime(utc);
        return From < To
            ? time >= From && time < To && Begins(utc.DayOfWeek)
            : time >= From ? Begins(utc.DayOfWeek) : time < To && Begins(DayBefore(utc.DayOfWeek));
    }

    private static DayOfWeek DayBefore(DayOfWeek day) => (DayOfWeek)(((int)day + 6) % 7);

    private bool Begins(DayOfWeek day)
    {
        for (var i = 0; i < Days.Count; i++)
        {
            if (Days[i] == day)
            {
                return true;
            }
        }

        return Days.Count == 0;
    }
}
