using Microsoft.Data.Sqlite;

namespace ModelRouter.Storage;

/// <summary>One SQLite file that holds ledger and budgets: opens connections and brings the schema up to date.</summary>
/// <remarks>Safe for concurrent use, by several processes too: writers take turns (WAL), and wait for each other up to
/// <see cref="BusyTimeout"/>. A commit is on the disk when it returns.</remarks>
internal sealed class SqliteDatabase
{
    /// <summary>How long a writer waits for another one.</summary>
    internal static readonly TimeSpan BusyTimeout = TimeSpan.FromSeconds(30);

    // Nobody who only looks may wait as long as who has to write.
    private const string ReadSettings = "PRAGMA busy_timeout = 5000; PRAGMA query_only = ON;";
    private const int CantOpen = 14;
    private const int ReadOnly = 8;

    private readonly IReadOnlyList<string> _migrations;
    private readonly bool _isReadOnly;
    private string _connectionString;

    /// <param name="path">The file; made if it is missing, and its folder too.</param>
    /// <param name="migrations">The schema's steps, oldest first; a step that was released never changes.</param>
    /// <param name="isReadOnly">True if nothing may be made or changed, the schema included; the file must be there then.</param>
    internal SqliteDatabase(string path, IReadOnlyList<string> migrations, bool isReadOnly = false)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        Path = System.IO.Path.GetFullPath(path);
        _migrations = migrations;
        _isReadOnly = isReadOnly;

        // Opened for reading alone, SQLite would leave its log's files behind. It opens a file that may not be written for reading then, too.
        _connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = Path,
            DefaultTimeout = 5,
            Mode = isReadOnly ? SqliteOpenMode.ReadWrite : SqliteOpenMode.ReadWriteCreate,
        }.ToString();
    }

    /// <summary>The file's full path.</summary>
    internal string Path { get; }

    /// <summary>A connection, ready to use; the caller disposes it.</summary>
    /// <exception cref="FileNotFoundException">The file was moved or removed since its schema was brought up to date.</exception>
    /// <exception cref="SqliteException">The file cannot be opened or is no database.</exception>
    internal Task<SqliteConnection> OpenAsync(CancellationToken ct) => OpenAsync(BusyTimeout, ct);

    /// <inheritdoc cref="OpenAsync(CancellationToken)"/>
    /// <param name="busyTimeout">How long it waits for another writer, in whole seconds; without effect on who only reads.</param>
    /// <param name="ct">Stops opening.</param>
    internal Task<SqliteConnection> OpenAsync(TimeSpan busyTimeout, CancellationToken ct)
    {
        if (!_isReadOnly)
        {
            CheckPlace();
        }

        return ConnectAsync(busyTimeout, ct);
    }

    /// <summary>Tells who keeps a connection, or gets one that was kept, that the file is no longer where others look for it: what is written to it would be lost.</summary>
    /// <remarks>No new one is made: connections to both would share one log and its index, and damage what they write.</remarks>
    /// <exception cref="FileNotFoundException">It isn't there, or an empty one is.</exception>
    internal void CheckPlace()
    {
        if (OwnFile.Behind(Path) is not { Exists: true, Length: > 0 })
        {
            Release();
            throw new FileNotFoundException($"'{Path}' was moved or removed while it was open. Put it back.", Path);
        }
    }

    /// <summary>SQLite deletes a log that it finds beside an empty file, and with it what was committed and not yet merged.</summary>
    private void CheckLog()
    {
        // The log first: who makes both, as another program may now, begins with the file.
        var log = new FileInfo($"{OwnFile.Behind(Path).FullName}-wal");
        if (log is { Exists: true, Length: > 0 } && OwnFile.Behind(Path) is not { Exists: true, Length: > 0 })
        {
            throw new FileNotFoundException($"'{log.FullName}' holds entries of a file that was moved or removed. Put the file back, or move the log to where it is.", Path);
        }
    }

    private async Task<SqliteConnection> ConnectAsync(TimeSpan busyTimeout, CancellationToken ct)
    {
        var connection = new SqliteConnection(_connectionString);
        try
        {
            if (!_isReadOnly)
            {
                connection.DefaultTimeout = (int)busyTimeout.TotalSeconds;
            }

            await connection.OpenAsync(ct).ConfigureAwait(false);

            // FULL syncs the log at each commit: with NORMAL a power cut could undo settled money.
            await ExecuteAsync(connection, _isReadOnly ? ReadSettings : SettingsFor(busyTimeout), ct).ConfigureAwait(false);
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
    /// <exception cref="FileNotFoundException">The file was moved or removed, its log was not.</exception>
    internal async Task MigrateAsync(CancellationToken ct)
    {
        CheckLog();
        OwnFile.MakeFolder(System.IO.Path.GetDirectoryName(Path)!);

        // SQLite makes its log with the rights of the file.
        OwnFile.MakeEmpty(Path);
        var connection = await ConnectAsync(BusyTimeout, ct).ConfigureAwait(false);
        await using var disposal = connection.ConfigureAwait(false);

        // Immediate: of two processes that start together, the second sees what the first has done.
        var transaction = connection.BeginTransaction(deferred: false);
        await using var end = transaction.ConfigureAwait(false);
        var version = await ReadVersionAsync(connection, ct).ConfigureAwait(false);
        if (version > _migrations.Count)
        {
            throw new NewerSchemaException(Path, version, _migrations.Count);
        }

        if (version > 0 && !await HasLedgerAsync(connection, ct).ConfigureAwait(false))
        {
            // Other programs number their schemas, too.
            throw new InvalidDataException($"'{Path}' is a database, but no ledger. Use another file.");
        }

        for (; version < _migrations.Count; version++)
        {
            await ExecuteAsync(connection, _migrations[version], ct).ConfigureAwait(false);
        }

        await ExecuteAsync(connection, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"PRAGMA user_version = {version};"), ct)
            .ConfigureAwait(false);
        await transaction.CommitAsync(ct).ConfigureAwait(false);
    }

    /// <summary>Which columns a table has, of a database that may be older than this version of the product; none if there is no such table.</summary>
    /// <exception cref="SqliteException">The file cannot be opened or is no database.</exception>
    /// <exception cref="NewerSchemaException">A newer version of the product has written it.</exception>
    internal async Task<IReadOnlyList<string>> ReadColumnsAsync(string table, CancellationToken ct)
    {
        try
        {
            return await TryReadColumnsAsync(table, ct).ConfigureAwait(false);
        }
        catch (SqliteException failure) when (_isReadOnly && failure.SqliteErrorCode is CantOpen or ReadOnly && File.Exists(Path) && !File.Exists($"{OwnFile.Behind(Path).FullName}-wal"))
        {
            // The folder may not be written, so nobody here has a log beside the file, which is all there is. SQLite keeps it where a link leads to.
            _connectionString = new SqliteConnectionStringBuilder(_connectionString) { DataSource = $"{new Uri(Path).AbsoluteUri}?immutable=1", Mode = SqliteOpenMode.ReadOnly }.ToString();
            return await TryReadColumnsAsync(table, ct).ConfigureAwait(false);
        }
    }

    /// <summary>Whether it has a table, which an older version may not have made.</summary>
    /// <param name="table">Its name.</param>
    /// <param name="contents">What is in there, for the message.</param>
    /// <param name="ct">Stops reading.</param>
    /// <exception cref="InvalidDataException">It is another program's database.</exception>
    internal async Task<bool> HasTableAsync(string table, string contents, CancellationToken ct)
    {
        // Whatever a file of ours is for, the ledger's table is its oldest.
        var ledger = await ReadColumnsAsync("spend", ct).ConfigureAwait(false);
        return ledger.Contains("call_id", StringComparer.Ordinal)
            ? (await ReadColumnsAsync(table, ct).ConfigureAwait(false)).Count > 0
            : throw new InvalidDataException($"'{Path}' is a database, but holds no {contents}.");
    }

    // SQLite itself looks again after a millisecond and then ever less often; its .NET client only every 150 ms.
    private static string SettingsFor(TimeSpan busyTimeout) => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"PRAGMA busy_timeout = {busyTimeout.TotalMilliseconds}; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;");

    private async Task<IReadOnlyList<string>> TryReadColumnsAsync(string table, CancellationToken ct)
    {
        var connection = await OpenAsync(ct).ConfigureAwait(false);
        await using var closing = connection.ConfigureAwait(false);
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT name FROM pragma_table_info(@table);";
        command.Parameters.AddWithValue("@table", table);
        var columns = new List<string>();
        using (var reader = await command.ExecuteReaderAsync(ct).ConfigureAwait(false))
        {
            while (await reader.ReadAsync(ct).ConfigureAwait(false))
            {
                columns.Add(reader.GetString(0));
            }
        }

        var version = await ReadVersionAsync(connection, ct).ConfigureAwait(false);
        return columns.Count > 0 && version > _migrations.Count ? throw new NewerSchemaException(Path, version, _migrations.Count) : columns;
    }

    private static async Task<bool> HasLedgerAsync(SqliteConnection connection, CancellationToken ct)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM pragma_table_info('spend') WHERE name = 'call_id';";
        return (long)(await command.ExecuteScalarAsync(ct).ConfigureAwait(false))! > 0;
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
