namespace ModelRouter;

/// <summary>One attempt while it runs, in either form of call. Settles the attempt however it ends.</summary>
internal abstract class AttemptRun(RoutedCall call, RoutedAttempt attempt, CancellationToken ct) : IAsyncDisposable
{
    internal RoutedAttempt Attempt => attempt;

    protected RoutedCall Call => call;

    /// <summary>Cancelled when the attempt has to end.</summary>
    protected CancellationToken Token => ct;

    /// <summary>Sends the request and waits for the first real content; gives the failure if none comes.</summary>
    internal async ValueTask<Exception?> StartAsync()
    {
        try
        {
            await BeginAsync().ConfigureAwait(false);
            return null;
        }
        catch (Exception exception)
        {
            return exception;
        }
    }

    public virtual async ValueTask DisposeAsync()
    {
        if (!attempt.IsSettled)
        {
            await call.AbandonAsync(attempt).ConfigureAwait(false);
        }
    }

    /// <summary>Returns at the first real content, and throws if there is none.</summary>
    protected abstract ValueTask BeginAsync();
}
