namespace ModelRouter;

/// <summary>A caller who cancels is told so by the token that he knows, whichever of the router's own was heeded.</summary>
internal static class CallerCancellation
{
    /// <summary>The same exception, unless it is the cancellation of another token than the caller's, which is cancelled.</summary>
    internal static Exception Of(Exception exception, CancellationToken ct) => IsForeign(exception, ct)
        ? new OperationCanceledException(exception.Message, exception, ct)
        : exception;

    /// <summary>True if the caller has cancelled, and would be told by a token that he doesn't know.</summary>
    internal static bool IsForeign(Exception exception, CancellationToken ct) =>
        ct.IsCancellationRequested && exception is OperationCanceledException cancelled && cancelled.CancellationToken != ct;
}
