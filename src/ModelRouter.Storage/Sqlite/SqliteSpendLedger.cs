using Microsoft.Extensions.Logging;

namespace ModelRouter.Storage;

/// <summary>A ledger in one SQLite file, for a machine or a few processes on it.</summary>
/// <remarks>The file must be on a disk of this machine: SQLite's log needs memory that its processes share. See <see cref="StoredSpendLedger"/>.</remarks>
public sealed class SqliteSpendLedger : StoredSpendLedger
{
    private readonly SqliteLedgerStore _store;
    private readonly SpoolName _spoolName;
    private readonly string _spoolFolder;

    private SqliteSpendLedger(OpenedStore opened, SqliteLedgerStore store, SpoolName spoolName, string spoolFolder)
        : base(opened) => (_store, _spoolName, _spoolFolder) = (store, spoolName, spoolFolder);

    /// <summary>Opens the ledger; brings the schema up to date, and in what ended processes have left beside the file.</summary>
    /// <param name="path">The file; made if it is missing, and its folder too.</param>
    /// <param name="options">Safety, memory and waiting; by default an entry has survived <c>kill -9</c> when it is recorded.</param>
    /// <param name="logger">Gets what goes wrong in the background.</param>
    /// <param name="cancellationToken">Stops opening.</param>
    /// <exception cref="Microsoft.Data.Sqlite.SqliteException">The file can't be opened, or is no database.</exception>
    /// <exception cref="NewerSchemaException">A newer version of the product has written it.</exception>
    public static async Task<SqliteSpendLedger> OpenAsync(
        string path, SpendLedgerOptions? options = null, ILogger<SqliteSpendLedger>? logger = null, CancellationToken cancellationToken = default)
    {
        var database = new SqliteDatabase(path, SqliteSchema.Steps);
        return await OpenAsync(database, isReadOnly: false, options ?? new(), logger, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Opens a ledger that is there, to read it as it stands: the file is neither brought up to date nor changed, and what ended processes have left beside
    /// it waits for the next who writes; <see cref="RestAsync"/> tells how much that is.</summary>
    /// <param name="path">The file.</param>
    /// <param name="spoolFolder">Where its spool is; beside it by default.</param>
    /// <param name="cancellationToken">Stops opening.</param>
    /// <exception cref="Microsoft.Data.Sqlite.SqliteException">The file can't be opened, or is no database.</exception>
    /// <exception cref="InvalidDataException">It is another database.</exception>
    /// <exception cref="NewerSchemaException">A newer version of the product has written it.</exception>
    internal static Task<SqliteSpendLedger> OpenToReadAsync(string path, string? spoolFolder = null, CancellationToken cancellationToken = default) =>
        OpenAsync(new(path, SqliteSchema.Steps, isReadOnly: true), isReadOnly: true, new() { SpoolFolder = spoolFolder }, null, cancellationToken);

    /// <summary>What processes that have ended left in the spool.</summary>
    internal async Task<SpoolRest> RestAsync(CancellationToken ct)
    {
        var (unopened, unreadable) = (0, 0);
        string[] names = _spoolName.Former is { } former ? [_spoolName.Own, former] : [_spoolName.Own];
        var left = new Dictionary<(Guid, int), SpendEntry>();
        foreach (var name in names)
        {
            var (entries, spoiled) = Spool.Left(_spoolFolder, name, (_, _) => unopened++);
            unreadable += spoiled;
            foreach (var entry in entries)
            {
                left.TryAdd((entry.CallId, entry.Attempt), entry);
            }
        }

        return new(left.Count == 0 ? 0 : await _store.CountMissingAsync([.. left.Values], ct).ConfigureAwait(false), unreadable, unopened);
    }

    private static async Task<SqliteSpendLedger> OpenAsync(
        SqliteDatabase database, bool isReadOnly, SpendLedgerOptions options, ILogger? logger, CancellationToken ct)
    {
        var read = options.Checked(Path.GetDirectoryName(database.Path)!);
        var (folder, store) = (read.SpoolFolder!, new SqliteLedgerStore(database, isReadOnly));
        var name = SpoolName.OfFile(database.Path, folder);
        var opened = await OpenAsync(store, name, isReadOnly ? new SpendLedgerOptions().Checked(null) : read, logger, ct).ConfigureAwait(false);
        return new(opened, store, name, folder);
    }
}
