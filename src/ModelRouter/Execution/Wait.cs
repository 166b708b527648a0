namespace ModelRouter;

/// <summary>Waits that don't end too early.</summary>
internal static class Wait
{
    /// <summary>Waits at least this long: timers cut what is below a millisecond off, and whoever comes back a moment before a deadline finds it
    /// closed.</summary>
    internal static Task ForAsync(TimeSpan duration, TimeProvider time, CancellationToken ct) =>
        Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(duration.TotalMilliseconds)), time, ct);
}
