using Microsoft.Extensions.Logging;

namespace ModelRouter.Storage;

/// <summary>A ledger in one SQLite file, for a machine or a few processes on it.</summary>
/// <remarks>The file must be on a disk of this machine: SQLite's log needs memory that its processes share. See <see cref="StoredSpendLedger"/>.</remarks>
public sealed class SqliteSpendLedger : StoredSpendLedger
{
    private SqliteSpendLedger(OpenedStore opened)
        : base(opened)
    {
    }

    /// <summary>Opens the ledger; brings the schema up to date, and in what ended processes have left beside the file.</summary>
    /// <param name="path">The file; made if it is missing, and its folder too.</param>
    /// <param name="options">Safety, memory and waiting; by default an entry has survived <c>kill -9</c> when it is recorded.</param>
    /// <param name="logger">Gets what goes wrong in the background.</param>
    /// <param name="ct">Stops opening.</param>
    /// <exception cref="Microsoft.Data.Sqlite.SqliteException">The file can't be opened, or is no database.</exception>
    /// <exception cref="NewerSchemaException">A newer version of the product has written it.</exception>
    public static async Task<SqliteSpendLedger> OpenAsync(
        string path, SpendLedgerOptions? options = null, ILogger<SqliteSpendLedger>? logger = null, CancellationToken ct = default)
    {
        var database = new SqliteDatabase(path, SqliteSchema.Steps);
        var folder = Path.GetDirectoryName(database.Path)!;
        var read = (options ?? new()).Checked(folder);
        return new(await OpenAsync(new SqliteLedgerStore(database), SpoolName.OfFile(database.Path, read.SpoolFolder!), read, logger, ct).ConfigureAwait(false));
    }

    /// <summary>Opens a ledger that is there, to read it as it stands: the file is neither brought up to date nor changed, and what ended processes have left beside
    /// it waits for the next who writes.</summary>
    /// <param name="path">The file.</param>
    /// <param name="ct">Stops opening.</param>
    /// <exception cref="Microsoft.Data.Sqlite.SqliteException">The file can't be opened, or is no database.</exception>
    /// <exception cref="InvalidDataException">It is another database.</exception>
    /// <exception cref="NewerSchemaException">A newer version of the product has written it.</exception>
    internal static async Task<SqliteSpendLedger> OpenToReadAsync(string path, CancellationToken ct = default)
    {
        var database = new SqliteDatabase(path, SqliteSchema.Steps, isReadOnly: true);
        return new(await OpenAsync(new SqliteLedgerStore(database, isReadOnly: true), new SpoolName(Path.GetFileName(database.Path), null), new SpendLedgerOptions().Checked(null), null, ct).ConfigureAwait(false));
    }
}
