namespace ModelRouter.Storage;

/// <summary>Moments as the databases keep them: whole microseconds since 1970, which is exact for every window's edge.</summary>
internal static class BudgetTime
{
    /// <summary>How long a lease that nobody renews is remembered.</summary>
    internal static readonly TimeSpan LeaseMemory = TimeSpan.FromDays(1);

    /// <summary>How long a counter is kept after its window: longer than a month, so that the last one can be looked at.</summary>
    internal static readonly TimeSpan CounterMemory = TimeSpan.FromDays(35);

    /// <summary>How often a process looks for counters to forget: it has to look at all of them.</summary>
    internal static readonly TimeSpan ForgetEvery = TimeSpan.FromHours(1);

    /// <summary>The most that are forgotten along with one exchange, so that nobody waits for long.</summary>
    internal const int MostForgotten = 1_000;

    /// <summary>Whether a process that looked last at a moment looks for counters to forget again: after a while, and where the clock was set back since.</summary>
    internal static bool IsTimeToForget(DateTimeOffset looked, DateTimeOffset now) => now < looked || now - looked >= ForgetEvery;

    internal static long Store(DateTimeOffset moment) => (moment.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / TimeSpan.TicksPerMicrosecond;

    internal static DateTimeOffset Load(long stored) => DateTimeOffset.UnixEpoch.AddTicks(stored * TimeSpan.TicksPerMicrosecond);
}
