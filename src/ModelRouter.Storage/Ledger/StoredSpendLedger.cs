using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ModelRouter.Storage;

/// <summary>A ledger in a database. Entries are gathered and written together, each once; what a process that ended had not written yet is brought in when the
/// ledger is next opened to write.</summary>
/// <remarks>Safe for concurrent use, by several processes too. <see cref="SpendLedgerOptions.Durability"/> says what a recorded entry has survived. Times are kept
/// to the microsecond, money exactly. While the database takes nothing, entries are tried again and wait, up to
/// <see cref="SpendLedgerOptions.Capacity"/>, and callers after that. Disposing it writes what waits, for up to 10 seconds.</remarks>
public abstract class StoredSpendLedger : ISpendLedger, ISpendLedgerReader, IAsyncDisposable, IDisposable
{
    private readonly ILedgerStore _store;
    private readonly BatchWriter _writer;

    private protected StoredSpendLedger(OpenedStore opened)
    {
        _store = opened.Store;
        _writer = new(opened.Store, opened.Options, opened.Spool, opened.Logger);
    }

    /// <summary>Entries that the database does not have yet.</summary>
    internal int Waiting => _writer.Waiting;

    /// <inheritdoc/>
    /// <exception cref="TimeoutException">It took longer than <see cref="SpendLedgerOptions.MaxWait"/>.</exception>
    /// <exception cref="ObjectDisposedException">The ledger is closed.</exception>
    public ValueTask RecordAsync(SpendEntry entry, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return _writer.AddAsync(StorableText.Of(entry), cancellationToken);
    }

    /// <summary>The entries that a query asks for, by the time at which they ended; what was recorded here before is among them, unless the database takes nothing
    /// for 5 seconds.</summary>
    /// <exception cref="InvalidDataException">A row can't be read: somebody else wrote it, or it is damaged.</exception>
    public IAsyncEnumerable<SpendEntry> ReadAsync(SpendQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return ReadAsync(query, byCall: false, cancellationToken);
    }

    /// <summary>As <see cref="ReadAsync(SpendQuery, CancellationToken)"/>, but a call's attempts come together and in their order, so that calls need not be gathered.</summary>
    internal IAsyncEnumerable<SpendEntry> ReadByCallAsync(SpendQuery query, CancellationToken ct = default) => ReadAsync(query, byCall: true, ct);

    /// <summary>Completes when the database has committed all that was recorded before.</summary>
    public Task FlushAsync(CancellationToken cancellationToken = default) => _writer.FlushAsync(cancellationToken);

    /// <summary>Reads everything and tells what is wrong: the database's own check, rows that can't be read, figures that can't be, attempts that stand twice.</summary>
    /// <exception cref="System.Data.Common.DbException">The database is busy, out of reach or lets nobody in, so that nothing is known of it.</exception>
    public Task<LedgerVerification> VerifyAsync(CancellationToken cancellationToken = default) => LedgerVerification.RunAsync(_store, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync().ConfigureAwait(false);
        GC.SuppressFinalize(this);
    }

    /// <summary>As <see cref="DisposeAsync"/>, for containers that dispose synchronously; blocks meanwhile.</summary>
    public void Dispose()
    {
        _writer.DisposeAsync().AsTask().GetAwaiter().GetResult();
        GC.SuppressFinalize(this);
    }

    /// <summary>Makes a database ready, and brings in what ended processes have left.</summary>
    private protected static async Task<OpenedStore> OpenAsync(
        ILedgerStore store, SpoolName spoolName, SpendLedgerOptions options, ILogger? logger, CancellationToken ct)
    {
        var log = logger ?? NullLogger.Instance;
        try
        {
            await store.PrepareAsync(ct).ConfigureAwait(false);
            if (options.SpoolFolder is not { } folder)
            {
                return new(store, null, options, log);
            }

            OwnFile.MakeFolder(folder);
            await RecoverAsync(store, folder, spoolName.Own, log, ct).ConfigureAwait(false);
            if (spoolName.Former is { } former)
            {
                await RecoverAsync(store, folder, former, log, ct).ConfigureAwait(false);
            }

            // Who waits for the commit needs no spool, but brings in what another setting has left.
            return new(store, options.Durability == LedgerDurability.Process ? new Spool(folder, spoolName.Own) : null, options, log);
        }
        catch
        {
            await store.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static Task RecoverAsync(ILedgerStore store, string folder, string name, ILogger log, CancellationToken ct) => Spool.RecoverAsync(
        folder,
        name,
        async entries =>
        {
            var refused = await BringInAsync(store, entries, log, ct).ConfigureAwait(false);
            StorageLog.Recovered(log, store.Name, entries.Length - refused);
            return refused;
        },
        (lines, file) => StorageLog.Unreadable(log, lines, file),
        (lines, file) => StorageLog.Newer(log, lines, file),
        (file, failure) => StorageLog.SpoolUnopened(log, file, failure.GetType().Name),
        ct);

    /// <summary>As <see cref="WriteAsync"/>, while others write as well: after a crash several processes may start at once, each with what was left.</summary>
    private static async Task<int> BringInAsync(ILedgerStore store, SpendEntry[] entries, ILogger log, CancellationToken ct)
    {
        const int Tries = 30;
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await WriteAsync(store, entries, log, ct).ConfigureAwait(false);
            }
            catch (Exception failure) when (tries < Tries && store.Classify(failure) == StoreFailure.Transient)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), ct).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Writes all entries but those that the database refuses; gives their number.</summary>
    private static async Task<int> WriteAsync(ILedgerStore store, SpendEntry[] entries, ILogger log, CancellationToken ct)
    {
        try
        {
            await store.WriteAsync(entries, ct).ConfigureAwait(false);
            return 0;
        }
        catch (Exception failure) when (store.Classify(failure) == StoreFailure.Entry)
        {
            if (entries is [var entry])
            {
                StorageLog.EntryRefused(log, store.Name, entry.Model, entry.Cost, entry.Attempt, entry.CallId, store.Describe(failure));
                return 1;
            }
        }

        // Whom it refuses is found by halves, so that the others need few transactions.
        var half = entries.Length / 2;
        return await WriteAsync(store, entries[..half], log, ct).ConfigureAwait(false) + await WriteAsync(store, entries[half..], log, ct).ConfigureAwait(false);
    }

    private async IAsyncEnumerable<SpendEntry> ReadAsync(SpendQuery query, bool byCall, [EnumeratorCancellation] CancellationToken ct)
    {
        await _writer.CatchUpAsync(ct).ConfigureAwait(false);
        await foreach (var row in _store.RowsAsync(query, byCall, ct).ConfigureAwait(false))
        {
            SpendEntry entry;
            try
            {
                entry = SpendRow.Read(row, isLenient: true);
            }
            catch (Exception unreadable) when (unreadable is not OperationCanceledException)
            {
                throw new InvalidDataException($"A row of the ledger {_store.Name} can't be read; verify the ledger.", unreadable);
            }

            yield return entry;
        }
    }

    /// <summary>A database that is ready.</summary>
    private protected sealed record OpenedStore(ILedgerStore Store, Spool? Spool, SpendLedgerOptions Options, ILogger Logger);
}
