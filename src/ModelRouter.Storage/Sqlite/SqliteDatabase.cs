using Microsoft.Data.Sqlite;

namespace ModelRouter.Storage;

/// <summary>One SQLite file that holds ledger and budgets: opens connections and brings the schema up to date.</summary>
/// <remarks>Safe for concurrent use, by several processes too: writers take turns (WAL), and wait for each other up to
/// <see cref="BusyTimeout"/>. A commit is on the disk when it returns.</remarks>
internal sealed class SqliteDatabase
{
    /// <summary>How long a writer waits for another one.</summary>
    internal static readonly TimeSpan BusyTimeout = TimeSpan.FromSeconds(30);

    // SQLite itself looks again after a millisecond and then ever less often; its .NET client only every 150 ms.
    private static readonly string Settings = string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"PRAGMA busy_timeout = {BusyTimeout.TotalMilliseconds}; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;");

    private readonly string _connectionString;
    private readonly IReadOnlyList<string> _migrations;

    /// <param name="path">The file; made if it is missing, and its folder too.</param>
    /// <param name="migrations">The schema's steps, oldest first; a step that was released never changes.</param>
    internal SqliteDatabase(string path, IReadOnlyList<string> migrations)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        Path = System.IO.Path.GetFullPath(path);
        _migrations = migrations;
        _connectionString = new SqliteConnectionStringBuilder { DataSource = Path, DefaultTimeout = (int)BusyTimeout.TotalSeconds }.ToString();
    }

    /// <summary>The file's full path.</summary>
    internal string Path { get; }

    /// <summary>A connection, ready to use; the caller disposes it.</summary>
    /// <exception cref="SqliteException">The file cannot be opened or is no database.</exception>
    internal async Task<SqliteConnection> OpenAsync(CancellationToken ct)
    {
        var connection = new SqliteConnection(_connectionString);
        try
        {
            await connection.OpenAsync(ct).ConfigureAwait(false);

            // FULL syncs the log at each commit: with NORMAL a power cut could undo settled money.
            await ExecuteAsync(connection, Settings, ct).ConfigureAwait(false);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Closes connections that are kept for the next who opens one; after the last, SQLite merges its log into the file.</summary>
    internal void Release()
    {
        using var connection = new SqliteConnection(_connectionString);
        SqliteConnection.ClearPool(connection);
    }

    /// <summary>Makes the file if it is missing, and runs the migrations that it has not seen; each once, whoever comes first.</summary>
    /// <exception cref="SqliteException">The file cannot be opened or is no database.</exception>
    /// <exception cref="NewerSchemaException">A newer version of the product has written it.</exception>
    internal async Task MigrateAsync(CancellationToken ct)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        var connection = await OpenAsync(ct).ConfigureAwait(false);
        await using var disposal = connection.ConfigureAwait(false);

        // Immediate: of two processes that start together, the second sees what the first has done.
        var transaction = connection.BeginTransaction(deferred: false);
        await using var end = transaction.ConfigureAwait(false);
        var version = await ReadVersionAsync(connection, ct).ConfigureAwait(false);
        if (version > _migrations.Count)
        {
            throw new NewerSchemaException(Path, version, _migrations.Count);
        }

        for (; version < _migrations.Count; version++)
        {
            await ExecuteAsync(connection, _migrations[version], ct).ConfigureAwait(false);
        }

        await ExecuteAsync(connection, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"PRAGMA user_version = {version};"), ct)
            .ConfigureAwait(false);
        await transaction.CommitAsync(ct).ConfigureAwait(false);
    }

    private static async Task<int> ReadVersionAsync(SqliteConnection connection, CancellationToken ct)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA user_version;";
        return (int)(long)(await command.ExecuteScalarAsync(ct).ConfigureAwait(false))!;
    }

    private static async Task ExecuteAsync(SqliteConnection connection, string sql, CancellationToken ct)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
    }
}
