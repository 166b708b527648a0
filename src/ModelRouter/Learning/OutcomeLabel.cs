namespace ModelRouter;

/// <summary>How well a call was answered.</summary>
/// <param name="Call">The call that was told about.</param>
/// <param name="Kind">Who says so.</param>
/// <param name="Outcome">0 (wrong) to 1 (right).</param>
public sealed record OutcomeLabel(LearnableCall Call, OutcomeKind Kind, double Outcome)
{
    /// <summary>Whether others' labels must outweigh it: of what a verifier has found there can't be too much, all else is what one person said or brought about.</summary>
    internal bool IsPersonal => Kind is not OutcomeKind.Verifier;

    /// <summary>How much it counts, as <see cref="OutcomeKind"/> says.</summary>
    internal double Weight => Kind switch
    {
        OutcomeKind.Escalation or OutcomeKind.Check => 0.5,
        OutcomeKind.Retry => 0.3,
        _ => 1,
    };

    internal bool IsOf(LearnableCall call) => Call.CallId == call.CallId && Call.Model.Equals(call.Model, StringComparison.OrdinalIgnoreCase);
}
