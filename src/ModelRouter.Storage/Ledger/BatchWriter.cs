using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace ModelRouter.Storage;

/// <summary>Gathers entries and commits them together: whatever arrives during one commit makes up the next.</summary>
/// <remarks>Safe for concurrent use. An entry leaves memory when it is committed, so <see cref="SpendLedgerOptions.Capacity"/> bounds all that waits.</remarks>
internal sealed class BatchWriter : IAsyncDisposable
{
    /// <summary>Entries in one transaction: enough that syncing the disk no longer counts, few enough that other writers get their turn.</summary>
    private const int MaxBatch = 1_000;

    /// <summary>With the longest pause that is once a minute.</summary>
    private const int FailuresPerLogLine = 12;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    /// <summary>How long closing tries to write what is left.</summary>
    internal static readonly TimeSpan CloseLimit = TimeSpan.FromSeconds(10);

    /// <summary>How long who reads waits for what is not written yet.</summary>
    internal static readonly TimeSpan CatchUpLimit = TimeSpan.FromSeconds(5);

    private readonly Channel<QueuedEntry> _queue = Channel.CreateUnbounded<QueuedEntry>(new() { SingleReader = true });
    private readonly CancellationTokenSource _closing = new();
    private readonly ILedgerStore _store;
    private readonly SpendLedgerOptions _options;
    private readonly Spool? _spool;
    private readonly ILogger _logger;
    private readonly SemaphoreSlim _room;
    private readonly Task _writing;
    private int _failures;

    /// <param name="store">The database, ready; closed along with the writer.</param>
    /// <param name="options">Checked options.</param>
    /// <param name="spool">Where entries stand until they are committed; <see langword="null"/> if callers wait for the commit. Closed along with the writer.</param>
    /// <param name="logger">Gets the failures.</param>
    internal BatchWriter(ILedgerStore store, SpendLedgerOptions options, Spool? spool, ILogger logger)
    {
        // A logger that throws must not end the writing: the ledger would never take an entry again, and callers would wait for good.
        (_store, _options, _spool, _logger) = (store, options, spool, new QuietLogger(logger));
        _room = new(options.Capacity);
        _writing = Task.Run(WriteAsync);
    }

    /// <summary>Entries in memory.</summary>
    internal int Waiting => _options.Capacity - _room.CurrentCount;

    /// <summary>Takes an entry; completes when it is as safe as the options ask for.</summary>
    internal async ValueTask AddAsync(SpendEntry entry, CancellationToken ct)
    {
        if (!_room.Wait(0, CancellationToken.None) && !await _room.WaitAsync(_options.MaxWait, ct).ConfigureAwait(false))
        {
            throw new TimeoutException($"{Waiting} entries wait for the ledger {_store.Name}, and there was no room for one more in {_options.MaxWait}.");
        }

        var file = Spooled(entry);
        var committed = file is null ? new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously) : null;
        if (!_queue.Writer.TryWrite(new(entry, file, committed)))
        {
            // What stands in the spool is safe there; nobody would write the rest.
            _room.Release();
            ObjectDisposedException.ThrowIf(file is null, this);
        }
        else if (committed is not null)
        {
            await committed.Task.WaitAsync(_options.MaxWait, ct).ConfigureAwait(false);
        }
    }

    /// <summary>Completes when the database has all that was added before.</summary>
    internal Task FlushAsync(CancellationToken ct)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return _queue.Writer.TryWrite(new(null, null, reached)) ? reached.Task.WaitAsync(ct) : Task.CompletedTask;
    }

    /// <summary>Completes when the database has all that was added before or took nothing for <see cref="CatchUpLimit"/>, so that who reads sees what he has recorded.</summary>
    internal async Task CatchUpAsync(CancellationToken ct)
    {
        if (Waiting == 0)
        {
            return;
        }

        var written = FlushAsync(ct).WaitAsync(CatchUpLimit, ct);
        await written.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        ct.ThrowIfCancellationRequested();
        if (!written.IsCompletedSuccessfully)
        {
            StorageLog.ReadBehind(_logger, _store.Name, Waiting);
        }
    }

    /// <summary>Writes what is left, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_queue.Writer.TryComplete())
        {
            await _writing.ConfigureAwait(false);
            return;
        }

        _closing.CancelAfter(CloseLimit);
        await _writing.ConfigureAwait(false);
        _spool?.Dispose();
        await _store.DisposeAsync().ConfigureAwait(false);
        _closing.Dispose();
    }

    private SpoolFile? Spooled(SpendEntry entry)
    {
        try
        {
            return _spool?.Append(entry);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            StorageLog.SpoolFailed(_logger, failure.GetType().Name);
            return null;
        }
        catch
        {
            _room.Release();
            throw;
        }
    }

    private async Task WriteAsync()
    {
        var batch = new List<QueuedEntry>(MaxBatch);
        while (await _queue.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            while (batch.Count < MaxBatch && _queue.Reader.TryRead(out var next))
            {
                batch.Add(next);
            }

            await CommitAsync(batch).ConfigureAwait(false);
            batch.Clear();
        }
    }

    /// <summary>Commits a batch, however long it takes; gives up only when the ledger is being closed.</summary>
    private async Task CommitAsync(List<QueuedEntry> batch)
    {
        for (var pause = FirstPause; batch.Count > 0; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                await _store.WriteAsync([.. batch.Select(static queued => queued.Entry).OfType<SpendEntry>()], _closing.Token).ConfigureAwait(false);
                Settle(batch);
                return;
            }
            catch (Exception failure)
            {
                var kind = _store.Classify(failure);
                if (kind == StoreFailure.Entry)
                {
                    await CommitEachAsync(batch, failure).ConfigureAwait(false);
                    return;
                }

                if (kind == StoreFailure.Lasting || _closing.IsCancellationRequested)
                {
                    TellWaiting(batch, failure);
                }

                if (_closing.IsCancellationRequested)
                {
                    Release(batch.Count);
                    StorageLog.LeftInSpool(_logger, _store.Name, batch.Count);
                    return;
                }

                if (_failures++ % FailuresPerLogLine == 0)
                {
                    StorageLog.WriteFailed(_logger, _store.Name, _store.Describe(failure), Waiting);
                }
            }

            // It ends early when the ledger is closed, for one last try.
            await Task.Delay(pause, _closing.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Finds out which of a batch can't be stored.</summary>
    private async Task CommitEachAsync(List<QueuedEntry> batch, Exception failure)
    {
        if (batch is not [var only])
        {
            foreach (var queued in batch)
            {
                await CommitAsync([queued]).ConfigureAwait(false);
            }

            return;
        }

        if (only.Entry is { } entry)
        {
            StorageLog.EntryRefused(_logger, _store.Name, entry.Model, entry.Cost, entry.Attempt, entry.CallId, _store.Describe(failure));
        }

        Fail(only.Committed, failure);
        Settle(batch);
    }

    private void Settle(List<QueuedEntry> batch)
    {
        foreach (var (_, file, committed) in batch)
        {
            if (file is not null)
            {
                _spool!.Settle(file);
            }

            committed?.TrySetResult();
        }

        Release(batch.Count(static queued => queued.Entry is not null));
        if (_failures > 0)
        {
            _failures = 0;
            StorageLog.WritesAgain(_logger, _store.Name);
        }
    }

    /// <summary>Tells a failure to who waits, and takes his entries out.</summary>
    private void TellWaiting(List<QueuedEntry> batch, Exception failure)
    {
        var told = 0;
        batch.RemoveAll(queued =>
        {
            if (queued.Committed is { } committed)
            {
                Fail(committed, failure);
                told += queued.Entry is null ? 0 : 1;
            }

            return queued.Committed is not null;
        });
        Release(told);
    }

    private static void Fail(TaskCompletionSource? waiting, Exception failure)
    {
        if (waiting?.TrySetException(failure) == true)
        {
            // Whoever waited may have left, and then nobody looks at it.
            _ = waiting.Task.Exception;
        }
    }

    private void Release(int count)
    {
        if (count > 0)
        {
            _room.Release(count);
        }
    }
}
