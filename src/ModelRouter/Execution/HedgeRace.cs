using System.Runtime.ExceptionServices;

namespace ModelRouter;

/// <summary>Tries models until one has content, and starts the next beside one that keeps the caller waiting; the first with content wins.</summary>
/// <remarks>The attempts run at once, but all of the call's accounts are kept by this one flow.</remarks>
internal sealed class HedgeRace<T>(RoutedCall call, Func<RoutedCall, RoutedAttempt, CancellationToken, T> make, CancellationToken ct)
    where T : AttemptRun
{
    private readonly List<Racer> _running = new(2);
    private bool _mayHedge = true;

    /// <summary>The first attempt that has content. Whoever still runs is cancelled, and accounted for when the winner ends.</summary>
    internal async ValueTask<T> RunAsync()
    {
        try
        {
            while (true)
            {
                if (_running.Count == 0)
                {
                    Begin(await call.NextAsync(ct).ConfigureAwait(false) ?? throw call.AllFailed());
                }

                if (await FirstToEndAsync().ConfigureAwait(false) is not { } ended)
                {
                    continue;
                }

                _running.Remove(ended);
                if (await ended.Start.ConfigureAwait(false) is not { } failure)
                {
                    call.Supersede(_running);
                    return (T)ended.Run;
                }

                await FailAsync(ended.Run, failure).ConfigureAwait(false);
            }
        }
        catch (Exception exception)
        {
            call.Supersede(_running);
            await call.SettleSupersededAsync(ct).ConfigureAwait(false);
            if (CallerCancellation.IsForeign(exception, ct))
            {
                throw CallerCancellation.Of(exception, ct);
            }

            throw;
        }
    }

    private void Begin(RoutedAttempt attempt)
    {
        var run = make(call, attempt, ct);
        _running.Add(new(run, run.StartAsync().AsTask()));
    }

    /// <summary>The racer that has come to its end; <see langword="null"/> if there is none yet, but another racer.</summary>
    private async ValueTask<Racer?> FirstToEndAsync()
    {
        if (_running is [var only])
        {
            if (!_mayHedge || await EndsInTimeAsync(only).ConfigureAwait(false))
            {
                await only.Start.ConfigureAwait(false);
                return only;
            }

            return await HedgeAsync(only).ConfigureAwait(false) ? only : null;
        }

        await Task.WhenAny(_running[0].Start, _running[1].Start).ConfigureAwait(false);
        return _running[0].Start.IsCompleted ? _running[0] : _running[1];
    }

    /// <summary>Starts another racer beside the only one. True if that one has won meanwhile: the other may have had to wait for a budget.</summary>
    private async ValueTask<bool> HedgeAsync(Racer only)
    {
        var wait = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var next = call.NextAtOnceAsync(wait.Token).AsTask();
        await Task.WhenAny(only.Start, next).ConfigureAwait(false);
        if (only.Start.IsCompleted && await only.Start.ConfigureAwait(false) is null)
        {
            call.Supersede(next, wait);
            return true;
        }

        using (wait)
        {
            var attempt = await next.ConfigureAwait(false);
            _mayHedge = attempt is not null;
            if (attempt is not null)
            {
                Begin(attempt);
            }
        }

        return false;
    }

    private async ValueTask<bool> EndsInTimeAsync(Racer racer)
    {
        try
        {
            // The caller's cancellation ends the attempt itself.
            await racer.Start.WaitAsync(call.Options.HedgeDelay, call.Time, CancellationToken.None).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return racer.Start.IsCompleted;
        }
    }

    private async ValueTask FailAsync(AttemptRun run, Exception failure)
    {
        var disposal = run.ConfigureAwait(false);
        await using (disposal)
        {
            if (!await call.FailAsync(run.Attempt, failure, ct).ConfigureAwait(false))
            {
                ExceptionDispatchInfo.Throw(failure);
            }
        }
    }
}
