namespace ModelRouter;

/// <summary>How long a model may take, where that differs from <see cref="ExecutionOptions"/>, and how much it may be asked.</summary>
/// <remarks>Immutable. Requests that a limit keeps out wait within <see cref="QueueWait"/>, then the next model is tried; receipts name the limit
/// under <see cref="RoutingReceipt.Skipped"/>. All routers over one <see cref="ModelEndpoint"/> share its limits. A timeout is greater than 0, <see cref="Timeout.InfiniteTimeSpan"/> for none, or <see langword="null"/> for the router's.</remarks>
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

    /// <summary>Requests that it serves at once; ≥ 1, or <see langword="null"/> (the default) for any number.</summary>
    public int? MaxConcurrency { get; init; }

    /// <summary>Requests that may wait for one of the <see cref="MaxConcurrency"/> places, served in the order of arrival; ≥ 0, default 64.</summary>
    public int QueueLength { get; init; } = 64;

    /// <summary>How long a request waits for a place, or for room within the rates; ≥ 0, default 5 s.</summary>
    public TimeSpan QueueWait { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Requests that it gets in any minute; ≥ 1, or <see langword="null"/> (the default) for any number.</summary>
    public int? RequestsPerMinute { get; init; }

    /// <summary>Tokens, read and written, that it gets in any minute; ≥ 1, or <see langword="null"/> (the default) for any number. A request counts
    /// with what is expected of it until its usage is known; one that is larger than the limit waits until it is alone.</summary>
    public int? TokensPerMinute { get; init; }
}
