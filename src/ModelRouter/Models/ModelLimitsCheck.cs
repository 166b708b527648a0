namespace ModelRouter;

/// <summary>The ranges of a model's limits, told in sentences.</summary>
internal static class ModelLimitsCheck
{
    /// <summary>The longest wait: far above any sensible one, and below what timers can hold.</summary>
    internal static readonly TimeSpan LongestWait = TimeSpan.FromDays(7);

    /// <summary>What is wrong with the limits of a model, or <see langword="null"/>.</summary>
    internal static string? Problem(string id, ModelLimits limits) =>
        TimeoutProblem(id, nameof(limits.FirstContentTimeout), limits.FirstContentTimeout)
        ?? TimeoutProblem(id, nameof(limits.StallTimeout), limits.StallTimeout)
        ?? TimeoutProblem(id, nameof(limits.AttemptTimeout), limits.AttemptTimeout)
        ?? CountProblem(id, nameof(limits.MaxConcurrency), limits.MaxConcurrency, 1)
        ?? CountProblem(id, nameof(limits.QueueLength), limits.QueueLength, 0)
        ?? CountProblem(id, nameof(limits.RequestsPerMinute), limits.RequestsPerMinute, 1)
        ?? CountProblem(id, nameof(limits.TokensPerMinute), limits.TokensPerMinute, 1)
        ?? (limits.QueueWait < TimeSpan.Zero || limits.QueueWait > LongestWait
            ? $"The {nameof(limits.QueueWait)} of '{id}' is {limits.QueueWait}; it must be from 0 to {LongestWait.Days} days."
            : null);

    internal static bool IsTimeout(TimeSpan value) =>
        value == Timeout.InfiniteTimeSpan || (value > TimeSpan.Zero && value <= LongestWait);

    private static string? CountProblem(string id, string name, int? value, int least) =>
        value < least ? $"The {name} of '{id}' is {value}; it must be at least {least}." : null;

    private static string? TimeoutProblem(string id, string name, TimeSpan? value) =>
        value is { } timeout && !IsTimeout(timeout)
            ? $"The {name} of '{id}' is {timeout}; it must be greater than 0 and at most {LongestWait.Days} days, or infinite."
            : null;
}
