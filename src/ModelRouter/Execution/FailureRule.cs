namespace ModelRouter;

/// <summary>What a kind of failure leads to.</summary>
/// <param name="Step">Who is tried next.</param>
/// <param name="HurtsHealth">True if it counts against the endpoint; false if it says nothing of it.</param>
/// <param name="MayHaveBeenBilled">True if a provider may have worked, and so billed, without having reported anything.</param>
internal readonly record struct FailureRule(FailureStep Step, bool HurtsHealth, bool MayHaveBeenBilled)
{
    /// <summary>The one table of what follows from which failure.</summary>
    /// <remarks>A content filter's word is final, since another model must not be used to get around it; a filter has read the
    /// prompt, which some providers charge for. A request that is too long says nothing of the endpoint.</remarks>
    internal static FailureRule Of(ModelFailureKind kind) => kind switch
    {
        ModelFailureKind.InvalidRequest => new(FailureStep.Fail, HurtsHealth: false, MayHaveBeenBilled: false),
        ModelFailureKind.Authentication => new(FailureStep.Next, HurtsHealth: true, MayHaveBeenBilled: false),
        ModelFailureKind.UnknownModel => new(FailureStep.Next, HurtsHealth: true, MayHaveBeenBilled: false),
        ModelFailureKind.ContextLength => new(FailureStep.NextLarger, HurtsHealth: false, MayHaveBeenBilled: false),
        ModelFailureKind.ContentFilter => new(FailureStep.Fail, HurtsHealth: false, MayHaveBeenBilled: true),
        ModelFailureKind.RateLimit => new(FailureStep.SameLater, HurtsHealth: true, MayHaveBeenBilled: false),
        ModelFailureKind.Overload => new(FailureStep.SameLater, HurtsHealth: true, MayHaveBeenBilled: false),
        ModelFailureKind.Server => new(FailureStep.Next, HurtsHealth: true, MayHaveBeenBilled: false),
        ModelFailureKind.Unreachable => new(FailureStep.Next, HurtsHealth: true, MayHaveBeenBilled: false),
        ModelFailureKind.Transport => new(FailureStep.Next, HurtsHealth: true, MayHaveBeenBilled: true),
        ModelFailureKind.Timeout => new(FailureStep.Next, HurtsHealth: true, MayHaveBeenBilled: true),
        ModelFailureKind.MalformedAnswer => new(FailureStep.Next, HurtsHealth: true, MayHaveBeenBilled: true),
        ModelFailureKind.Refused => new(FailureStep.Next, HurtsHealth: false, MayHaveBeenBilled: false),
        ModelFailureKind.OutputLimit => new(FailureStep.Next, HurtsHealth: false, MayHaveBeenBilled: true),
        ModelFailureKind.Cancelled => new(FailureStep.Fail, HurtsHealth: false, MayHaveBeenBilled: true),
        _ => new(FailureStep.Next, HurtsHealth: true, MayHaveBeenBilled: false),
    };
}
