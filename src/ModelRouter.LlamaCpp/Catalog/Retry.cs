namespace ModelRouter.LlamaCpp;

/// <summary>A download's patience: how long it waits for a silent server, and how often and how late it tries again.</summary>
internal sealed class Retry(ModelDownloadOptions options, TimeProvider time)
{
    /// <summary>The longest wait.</summary>
    internal static readonly TimeSpan MaxDelay = TimeSpan.FromMinutes(1);

    private int _failures;

    /// <summary>Runs a request until it succeeds.</summary>
    public async Task<T> RunAsync<T>(Func<Task<T>> request, Action<string> announce, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                return await request().ConfigureAwait(false);
            }
            catch (LostConnectionException lost)
            {
                await WaitAsync(lost, announce, ct).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Waits before the next try.</summary>
    /// <exception cref="ModelDownloadException">There were enough.</exception>
    public async Task WaitAsync(LostConnectionException lost, Action<string> announce, CancellationToken ct)
    {
        if (_failures == options.Retries)
        {
            throw new ModelDownloadException(
                ModelDownloadFailure.Unreachable, $"{lost.Message} That was try {_failures + 1}; run it again later, it goes on with what is there.", lost);
        }

        var delay = options.RetryDelay * Math.Pow(2, Math.Min(_failures++, 20));
        delay = lost.Wait > delay ? lost.Wait.Value : delay;
        delay = delay > MaxDelay ? MaxDelay : delay;
        announce($"{lost.Message} Trying again in {delay.TotalSeconds:0.#} s.");
        await Task.Delay(delay, time, ct).ConfigureAwait(false);
    }

    /// <summary>Forgives earlier failures.</summary>
    public void Reset() => _failures = 0;

    /// <summary>Reads from a server that may fall silent.</summary>
    /// <exception cref="LostConnectionException">It did, or the connection broke.</exception>
    public async ValueTask<int> ReadAsync(Stream source, Memory<byte> buffer, CancellationToken ct)
    {
        using var idle = new CancellationTokenSource(options.IdleTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, idle.Token);
        try
        {
            return await source.ReadAsync(buffer, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new LostConnectionException($"The server sent nothing for {options.IdleTimeout.TotalSeconds:0.#} s.");
        }
        catch (Exception broken) when (broken is IOException or HttpRequestException)
        {
            throw new LostConnectionException($"The connection broke: {broken.Message}", broken);
        }
    }
}
