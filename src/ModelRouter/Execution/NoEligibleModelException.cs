namespace ModelRouter;

/// <summary>No model may serve the request; the message says of each model which rule excludes it.</summary>
public class NoEligibleModelException : Exception
{
    /// <summary>The failure of <paramref name="decision"/>, whose ranking is empty.</summary>
    public NoEligibleModelException(RoutingDecision decision)
        : base(Describe(decision)) => Decision = decision;

    private protected NoEligibleModelException(RoutingDecision decision, Exception? innerException)
        : base(Describe(decision), innerException) => Decision = decision;

    /// <summary>The decision, with every exclusion.</summary>
    public RoutingDecision Decision { get; }

    private static string Describe(RoutingDecision decision)
    {
        ArgumentNullException.ThrowIfNull(decision);
        return "No model may serve this request. "
            + string.Join(' ', decision.Excluded.Select(e => $"{e.Model} [{e.Rule}]: {e.Reason}"));
    }
}
