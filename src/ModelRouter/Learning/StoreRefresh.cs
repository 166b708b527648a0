using Microsoft.Extensions.Logging;

namespace ModelRouter;

/// <summary>Asks a store again and again what other processes have told it; goes on when it fails, and logs the first of several failures.</summary>
/// <param name="interval">How often; <see cref="Timeout.InfiniteTimeSpan"/> for no more than until it has answered once.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Gets failures.</param>
internal sealed class StoreRefresh(TimeSpan interval, TimeProvider time, ILogger logger)
{
    // A store that has never answered holds back all that was learned before, so it is asked soon, and then ever more seldom.
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);

    // As long the program waits for it when it starts.
    private static readonly TimeSpan LongestFirst = TimeSpan.FromSeconds(5);

    // The first question, if its answer is still to come.
    private Task? _late;
    private StoreOutage? _outage;
    private bool _hasAnswered;
    private int _unread;

    /// <summary>Since when the store doesn't answer; <see langword="null"/> if it did when it was asked last.</summary>
    internal StoreOutage? Outage => Volatile.Read(ref _outage);

    /// <summary>Asks for the first time; a failure is logged and remembered, as is an answer that doesn't come within five seconds. For that <see cref="RunAsync"/> waits.</summary>
    /// <param name="catchUp">Takes over what is there.</param>
    /// <param name="ending">Ends it.</param>
    /// <param name="ct">Stops asking.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    internal async Task BeginAsync(Func<CancellationToken, Task> catchUp, CancellationToken ending, CancellationToken ct)
    {
        // SQLite's calls keep their thread, for as long as another process locks the file.
        var asking = Task.Run(AskAsync, CancellationToken.None);
        try
        {
            await asking.WaitAsync(LongestFirst, time, ct).ConfigureAwait(false);
            _hasAnswered = true;
        }
        catch (Exception exception) when (!ct.IsCancellationRequested)
        {
            if (!asking.IsCompleted)
            {
                _late = asking;
                exception = new TimeoutException($"It has not answered within {LongestFirst.TotalSeconds} seconds.");
            }

            Volatile.Write(ref _outage, new(time.GetUtcNow(), exception));
            LearningLog.NotLoaded(logger, exception, LongestPause);
        }
        finally
        {
            _ = asking.MayBeLeft();
        }

        async Task AskAsync()
        {
            using var stopping = CancellationTokenSource.CreateLinkedTokenSource(ending, ct);
            await catchUp(stopping.Token).ConfigureAwait(false);
        }
    }

    /// <summary>The store can't be written, though it may be read: whoever has to write waits until it has been asked again. Not if it never is.</summary>
    internal void NoteUnwritable(Exception failure)
    {
        if (interval != Timeout.InfiniteTimeSpan && Interlocked.CompareExchange(ref _outage, new(time.GetUtcNow(), failure), null) is null)
        {
            LearningLog.NotKeeping(logger, failure, interval);
        }
    }

    /// <summary>Some labels of the store can't be read; told again only when there are more. One may note it at a time.</summary>
    internal void NoteUnread(int labels)
    {
        if (labels > _unread)
        {
            _unread = labels;
            LearningLog.Unread(logger, labels);
        }
    }

    /// <summary>Runs until it is ended.</summary>
    /// <param name="catchUp">Takes over what others have changed.</param>
    /// <param name="ending">Ends it.</param>
    internal async Task RunAsync(Func<CancellationToken, Task> catchUp, CancellationToken ending)
    {
        var pause = FirstPause;
        while (!(_hasAnswered && interval == Timeout.InfiniteTimeSpan))
        {
            try
            {
                if (Interlocked.Exchange(ref _late, null) is { } late)
                {
                    await late.ConfigureAwait(false);
                }
                else
                {
                    await Task.Delay(_hasAnswered ? interval : pause, time, ending).ConfigureAwait(false);
                    await catchUp(ending).ConfigureAwait(false);
                }

                _hasAnswered = true;
                if (Interlocked.Exchange(ref _outage, null) is not null)
                {
                    LearningLog.RefreshesAgain(logger);
                }
            }
            catch (Exception) when (ending.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
                if (Interlocked.CompareExchange(ref _outage, new(time.GetUtcNow(), exception), null) is null)
                {
                    LearningLog.RefreshFailed(logger, exception, interval);
                }
            }
        }
    }
}
