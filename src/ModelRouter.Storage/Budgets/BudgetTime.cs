namespace ModelRouter.Storage;

/// <summary>Moments as the databases keep them: whole microseconds since 1970, which is exact for every window's edge.</summary>
internal static class BudgetTime
{
    internal static long Store(DateTimeOffset moment) => (moment.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / TimeSpan.TicksPerMicrosecond;

    internal static DateTimeOffset Load(long stored) => DateTimeOffset.UnixEpoch.AddTicks(stored * TimeSpan.TicksPerMicrosecond);
}
