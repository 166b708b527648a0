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
    /// <param name="skipped">The permitted models that were not tried, or not tried again, and why.</param>
    public AllModelsFailedException(
        RoutingDecision decision,
        IReadOnlyList<RoutingAttempt> attempts,
        IReadOnlyList<Exception> innerExceptions,
        IReadOnlyList<ModelExclusion>? skipped = null)
        : base(Describe(attempts, skipped ?? []), innerExceptions is [var only] ? only : new AggregateException(innerExceptions))
    {
        Decision = decision;
        Attempts = attempts;
        InnerExceptions = innerExceptions;
        Skipped = skipped ?? [];
    }

    /// <summary>The decision that the attempts followed.</summary>
    public RoutingDecision Decision { get; }

    /// <summary>Every try in order.</summary>
    public IReadOnlyList<RoutingAttempt> Attempts { get; }

    /// <summary>The attempts' failures in the same order.</summary>
    public IReadOnlyList<Exception> InnerExceptions { get; }

    /// <summary>The models of the ranking that were passed over after the decision, and why.</summary>
    public IReadOnlyList<ModelExclusion> Skipped { get; }

    private static string Describe(IReadOnlyList<RoutingAttempt> attempts, IReadOnlyList<ModelExclusion> skipped)
    {
        ArgumentNullException.ThrowIfNull(attempts);
        var tried = attempts.Count == 0
            ? "No model could be tried."
            : $"All models that were tried failed. {string.Join("; ", attempts.Select(a => $"{a.Model}: {a.Error}"))}.";
        return $"{tried}{List("Not tried", skipped.Where(e => !IsTried(e)))}{List("Not tried again", skipped.Where(IsTried))}";

        bool IsTried(ModelExclusion exclusion) => attempts.Any(attempt => attempt.Model == exclusion.Model);

        static string List(string what, IEnumerable<ModelExclusion> skipped) =>
            string.Join(' ', skipped.Select(static e => $"{e.Model} [{e.Rule}]: {e.Reason}")) is { Length: > 0 } reasons ? $" {what}: {reasons}" : "";
    }
}
