using Microsoft.Extensions.Logging;

namespace ModelRouter.Storage;

/// <summary>A ledger in PostgreSQL 14 or later, for a fleet.</summary>
/// <remarks>Entries are written again after a lost connection or a restart of the server, and stand once nevertheless. With
/// <see cref="SpendLedgerOptions.SpoolFolder"/> calls don't wait for the server. See <see cref="StoredSpendLedger"/>.</remarks>
public sealed class PostgresSpendLedger : StoredSpendLedger
{
    private const string Kind = "postgres";

    private PostgresSpendLedger(OpenedStore opened)
        : base(opened)
    {
    }

    /// <summary>Opens the ledger; brings the schema up to date, and in what ended processes have left in the spool's folder.</summary>
    /// <param name="connectionString">Npgsql's; the tables are made in the first schema of its search path.</param>
    /// <param name="options">Safety, memory and waiting; by default a call waits until its entry is committed.</param>
    /// <param name="logger">Gets what goes wrong in the background; never the connection string.</param>
    /// <param name="cancellationToken">Stops opening.</param>
    /// <exception cref="ArgumentException">The connection string can't be read; the message doesn't quote it.</exception>
    /// <exception cref="Npgsql.NpgsqlException">The server is out of reach, or lets nobody in.</exception>
    /// <exception cref="NewerSchemaException">A newer version of the product has written the database.</exception>
    public static async Task<PostgresSpendLedger> OpenAsync(
        string connectionString, SpendLedgerOptions? options = null, ILogger<PostgresSpendLedger>? logger = null, CancellationToken cancellationToken = default)
    {
        var read = (options ?? new()).Checked(defaultSpoolFolder: null);
        var database = new PostgresDatabase(connectionString, PostgresSchema.Steps);
        var spool = SpoolName.Of(Kind, database.Place, former: Kind);
        return new(await OpenAsync(new PostgresLedgerStore(database), spool, read, logger, cancellationToken).ConfigureAwait(false));
    }
}
