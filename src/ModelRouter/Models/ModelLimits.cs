namespace ModelRouter;

/// <summary>How long a model may take, where that differs from <see cref="ExecutionOptions"/>.</summary>
/// <remarks>Immutable. A timeout is greater than 0, <see cref="Timeout.InfiniteTimeSpan"/> for none, or <see langword="null"/> for the router's.</remarks>
public sealed record ModelLimits
{
    /// <summary>No limits of its own.</summary>
    public static ModelLimits Default { get; } = new();

    /// <summary>How long a stream may take to its first real content.</summary>
    public TimeSpan? FirstContentTimeout { get; init; }

    /// <summary>How long a stream may pause between updates once it has begun.</summary>
    public TimeSpan? StallTimeout { get; init; }

    /// <summary>How long an answer may take that isn't streamed.</summary>
    public TimeSpan? AttemptTimeout { get; init; }
}
