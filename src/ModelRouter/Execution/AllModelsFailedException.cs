namespace ModelRouter;

/// <summary>Every model that could be tried failed before any content reached the caller.</summary>
/// <remarks>Its own message holds the failures' types only. Their messages are in <see cref="InnerExceptions"/>; a provider may
/// have quoted the prompt in them.</remarks>
public sealed class AllModelsFailedException : Exception
{
    /// <summary>The failure of all <paramref name="attempts"/>.</summary>
    /// <param name="decision">The decision that they followed.</param>
    /// <param name="attempts">Every try in order.</param>
    /// <param name="innerExceptions">Their failures in the same order.</param>
    public AllModelsFailedException(
        RoutingDecision decision, IReadOnlyList<RoutingAttempt> attempts, IReadOnlyList<Exception> innerExceptions)
        : base(Describe(attempts), innerExceptions is [var only] ? only : new AggregateException(innerExceptions))
    {
        Decision = decision;
        Attempts = attempts;
        InnerExceptions = innerExceptions;
    }

    /// <summary>The decision that the attempts followed.</summary>
    public RoutingDecision Decision { get; }

    /// <summary>Every try in order.</summary>
    public IReadOnlyList<RoutingAttempt> Attempts { get; }

    /// <summary>The attempts' failures in the same order.</summary>
    public IReadOnlyList<Exception> InnerExceptions { get; }

    private static string Describe(IReadOnlyList<RoutingAttempt> attempts)
    {
        ArgumentNullException.ThrowIfNull(attempts);
        return attempts.Count == 0
            ? "No model could be tried: each one left is being probed by another request."
            : $"All models that were tried failed. {string.Join("; ", attempts.Select(a => $"{a.Model}: {a.Error}"))}.";
    }
}
