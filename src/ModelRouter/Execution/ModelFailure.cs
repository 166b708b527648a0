namespace ModelRouter;

/// <summary>A failure as an <see cref="IFailureReader"/> understands it.</summary>
/// <param name="Kind">What went wrong.</param>
public sealed record ModelFailure(ModelFailureKind Kind)
{
    /// <summary>The HTTP status, if there was one.</summary>
    public int? Status { get; init; }

    /// <summary>How long the endpoint wants to be left alone; <see langword="null"/> if it doesn't say.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
