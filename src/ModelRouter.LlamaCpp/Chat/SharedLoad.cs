namespace ModelRouter.LlamaCpp;

/// <summary>What a client's calls need in memory, loaded once for all of them.</summary>
/// <remarks>
/// Safe for concurrent use. A load that a call begins belongs to no call: whoever leaves (a hedge that lost, a limit of time, a connection that was closed)
/// stops waiting and not the load, which would otherwise begin anew for each of them and never end. What fails is not kept; the next call tries again.
/// </remarks>
/// <param name="load">Loads; its token is cancelled when nobody wants the result any more.</param>
/// <param name="isUsable">False for something loaded that has broken and must be loaded anew.</param>
/// <param name="owner">The client's type, for the exception once it is disposed.</param>
internal sealed class SharedLoad<T>(Func<IProgress<float>?, CancellationToken, Task<T>> load, Func<T, bool> isUsable, Type owner) : IDisposable
    where T : class, IDisposable
{
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _loading = new(1, 1);
    private readonly CancellationTokenSource _disposing = new();

    // Whoever is told of a load's progress is inside it.
    private readonly AsyncLocal<object?> _inside = new();
    private object? _running;
    private Task<T>? _forCalls;
    private T? _loaded;

    /// <summary>What is loaded; <see langword="null"/> until it is.</summary>
    internal T? Current => Volatile.Read(ref _loaded);

    /// <summary>True once <see cref="Dispose"/> has been called, whether or not it is done.</summary>
    internal bool IsDisposing => _disposing.IsCancellationRequested;

    /// <summary>For calls: what is loaded, or what is loading for all of them.</summary>
    /// <param name="progress">Told of the load if this call begins it.</param>
    /// <param name="cancellationToken">Ends the waiting, not the load.</param>
    internal async ValueTask<T> GetAsync(IProgress<float>? progress, CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _loaded) is { } loaded && isUsable(loaded))
        {
            return loaded;
        }

        cancellationToken.ThrowIfCancellationRequested();
        Task<T> loading;
        lock (_lock)
        {
            loading = _forCalls is { IsCompleted: false } running ? running : _forCalls = Begin(progress);
        }

        return await loading.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Loads for somebody who wants just that: cancelling stops the load, unless it is one that a call began.</summary>
    internal async ValueTask<T> LoadAsync(IProgress<float>? progress, CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _loaded) is { } loaded && isUsable(loaded))
        {
            return loaded;
        }

        await _loading.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(IsDisposing, owner);
            if (_loaded is { } already && isUsable(already))
            {
                return already;
            }

            Interlocked.Exchange(ref _loaded, null)?.Dispose();

            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _disposing.Token);
            Volatile.Write(ref _running, _inside.Value = new());
            loaded = await load(progress, either.Token).ConfigureAwait(false);
            if (TryKeep(loaded))
            {
                return loaded;
            }

            loaded.Dispose();
            throw Disposed();
        }
        catch (OperationCanceledException) when (_disposing.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw Disposed();
        }
        finally
        {
            Volatile.Write(ref _running, null);
            _loading.Release();
        }
    }

    /// <summary>Stops a load that is under way, waits for its end, and frees what is loaded. Who is told of the load's progress doesn't wait, since the load waits for him.</summary>
    public void Dispose()
    {
        _disposing.Cancel();
        lock (_lock)
        {
            if (_running is { } running && ReferenceEquals(running, _inside.Value))
            {
                // It sees at its end that nobody wants it any more.
                return;
            }
        }

        _loading.Wait();
        try
        {
            Interlocked.Exchange(ref _loaded, null)?.Dispose();
        }
        finally
        {
            _loading.Release();
        }
    }

    /// <summary>False if nobody wants it any more.</summary>
    private bool TryKeep(T loaded)
    {
        lock (_lock)
        {
            _running = null;
            if (IsDisposing)
            {
                return false;
            }

            Volatile.Write(ref _loaded, loaded);
            return true;
        }
    }

    private ObjectDisposedException Disposed() => new(owner.Name, "The client was disposed while its model was loading.");

    private Task<T> Begin(IProgress<float>? progress)
    {
        Task<T> begun;

        // Nor are its trace and other ambient values those of the call that happens to be first.
        using (AsyncFlowControl? nobodys = ExecutionContext.IsFlowSuppressed() ? null : ExecutionContext.SuppressFlow())
        {
            begun = Task.Run(() => LoadAsync(progress, CancellationToken.None).AsTask());
        }

        // All who wait are told of a failure. If all have left, the next call is told, by its own attempt.
        _ = begun.ContinueWith(static failed => failed.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        return begun;
    }
}
