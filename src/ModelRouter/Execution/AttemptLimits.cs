namespace ModelRouter;

/// <summary>How long one attempt may take.</summary>
/// <param name="Kind">What <paramref name="First"/> is a limit of.</param>
/// <param name="First">Until the first real content, or the whole answer where it comes as a whole; infinite for no limit.</param>
/// <param name="Stall">Between updates of a stream that has begun; infinite for no limit.</param>
internal readonly record struct AttemptLimits(ModelTimeout Kind, TimeSpan First, TimeSpan Stall)
{
    internal bool IsUnlimited => First == Timeout.InfiniteTimeSpan && Stall == Timeout.InfiniteTimeSpan;

    internal static AttemptLimits OfStream(ModelLimits model, ExecutionOptions options) =>
        new(ModelTimeout.FirstContent, model.FirstContentTimeout ?? options.FirstContentTimeout, model.StallTimeout ?? options.StallTimeout);

    internal static AttemptLimits OfResponse(ModelLimits model, ExecutionOptions options) =>
        new(ModelTimeout.Attempt, model.AttemptTimeout ?? options.AttemptTimeout, Timeout.InfiniteTimeSpan);
}
