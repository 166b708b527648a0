namespace ModelRouter.Storage;

/// <summary>Times as ledgers keep them: whole microseconds, the finest that every database has; what is finer is cut off.</summary>
internal static class LedgerTime
{
    internal static long Of(DateTimeOffset at) => (at.UtcTicks - DateTimeOffset.UnixEpoch.Ticks).FloorDivide();

    internal static long Of(TimeSpan duration) => duration.Ticks / TimeSpan.TicksPerMicrosecond;

    /// <exception cref="OverflowException">It is beyond the range.</exception>
    /// <exception cref="ArgumentOutOfRangeException">It is beyond the range.</exception>
    internal static DateTimeOffset At(long microseconds) => DateTimeOffset.UnixEpoch.AddTicks(checked(microseconds * TimeSpan.TicksPerMicrosecond));

    /// <exception cref="OverflowException">It is beyond the range.</exception>
    internal static TimeSpan Duration(long microseconds) => new(checked(microseconds * TimeSpan.TicksPerMicrosecond));

    // Towards the past, before 1970 as well.
    private static long FloorDivide(this long ticks) =>
        (ticks / TimeSpan.TicksPerMicrosecond) - (ticks % TimeSpan.TicksPerMicrosecond < 0 ? 1 : 0);
}
