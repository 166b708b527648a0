namespace ModelRouter.Providers;

/// <summary>A wait that ends when a service has been silent for too long, or with the caller's own token.</summary>
internal sealed class Silence : IDisposable
{
    private readonly CancellationTokenSource _late;
    private readonly CancellationTokenSource _either;

    /// <param name="limit">How long it may be silent; or infinite.</param>
    /// <param name="time">The clock.</param>
    /// <param name="caller">Ends the wait, too.</param>
    public Silence(TimeSpan limit, TimeProvider time, CancellationToken caller)
    {
        (Caller, _late) = (caller, new(limit, time));
        _either = CancellationTokenSource.CreateLinkedTokenSource(caller, _late.Token);
    }

    /// <summary>The caller's own token.</summary>
    public CancellationToken Caller { get; }

    /// <summary>Ends with whichever is first.</summary>
    public CancellationToken Token => _either.Token;

    /// <summary>True if it was too long, and not the caller who gave up.</summary>
    public bool IsTooLong => _late.IsCancellationRequested && !Caller.IsCancellationRequested;

    /// <inheritdoc />
    public void Dispose()
    {
        _either.Dispose();
        _late.Dispose();
    }
}
