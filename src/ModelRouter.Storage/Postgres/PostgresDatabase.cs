using Npgsql;

namespace ModelRouter.Storage;

/// <summary>A PostgreSQL database that holds a ledger: opens connections and brings the schema up to date.</summary>
/// <remarks>Safe for concurrent use.</remarks>
internal sealed class PostgresDatabase : IAsyncDisposable
{
    /// <summary>Whoever changes the schema holds this lock; the number means "modelrtr".</summary>
    internal const long SchemaLock = 7_885_631_859_322_942_578;

    // Whoever else brings it up to date may take as long as a large table needs, and so may this one: a role's own limits are for its queries. Not all versions know all of them.
    private const string NoTimeouts =
        "SELECT set_config(name, '0', true) FROM pg_settings WHERE name IN ('lock_timeout', 'statement_timeout', 'transaction_timeout');";

    // While a step waits for who reads a table, everybody else waits behind it.
    private const string LockTimeout = "SET LOCAL lock_timeout = '2s';";
    private const int Tries = 8;

    private readonly IReadOnlyList<string> _steps;

    /// <exception cref="ArgumentException">The connection string can't be read; the message doesn't quote it.</exception>
    internal PostgresDatabase(string connectionString, IReadOnlyList<string> steps)
    {
        _steps = steps;
        var parts = Parse(connectionString);
        Name = $"{parts.Host}:{parts.Port}/{parts.Database ?? parts.Username}";

        // The names of hosts are the same in capitals; those of databases and of a socket's folder are not.
        var host = parts.Host?.StartsWith('/') == true ? parts.Host : parts.Host?.ToLowerInvariant();
        Place = $"{host}:{parts.Port}/{parts.Database ?? parts.Username}/{parts.SearchPath}";
        Source = NpgsqlDataSource.Create(parts);
    }

    /// <summary>Host, port and database; no user and no password.</summary>
    internal string Name { get; }

    /// <summary>What tells its tables apart from those of all others, in one spelling; not by the user, whose name may change with the password.</summary>
    internal string Place { get; }

    internal NpgsqlDataSource Source { get; }

    /// <summary>Runs the steps that the database has not seen; each once, whoever comes first.</summary>
    /// <exception cref="NpgsqlException">It is out of reach, or lets nobody in; or the schema is to be brought up to date, which this role may not, or its tables are in use
    /// all the time.</exception>
    /// <exception cref="NewerSchemaException">A newer version of the product has written it.</exception>
    internal async Task MigrateAsync(CancellationToken ct)
    {
        var connection = await Source.OpenConnectionAsync(ct).ConfigureAwait(false);
        await using var closing = connection.ConfigureAwait(false);
        for (var tries = 1; await IsOlderAsync(connection, ct).ConfigureAwait(false); tries++)
        {
            try
            {
                await TryMigrateAsync(connection, ct).ConfigureAwait(false);
            }
            catch (PostgresException busy) when (busy.SqlState == PostgresErrorCodes.LockNotAvailable)
            {
                if (tries == Tries)
                {
                    throw new NpgsqlException($"The schema of '{Name}' can't be brought up to date: for {Tries} tries of two seconds others had its tables open. End long reads, such as exports, and start again.", busy);
                }

                // In between those who waited behind it go on.
                await Task.Delay(TimeSpan.FromSeconds(1), ct).ConfigureAwait(false);
            }
            catch (PostgresException forbidden) when (forbidden.SqlState == PostgresErrorCodes.InsufficientPrivilege)
            {
                throw new NpgsqlException(
                    $"The schema of '{Name}' must be brought up to date first, by a role that may change it: {forbidden.MessageText}.", forbidden);
            }
        }
    }

    public ValueTask DisposeAsync() => Source.DisposeAsync();

    /// <summary>Asks, and once more if the server has ended the connection: those that wait in the pool end unnoticed when it restarts, or ends who is idle. With the
    /// first that is found so, the client gives up all that wait. So it is with those that only read: they lead to who was the primary before a failover, and would for good.</summary>
    /// <param name="source">Where connections come from.</param>
    /// <param name="ask">Opens a connection and does what may be done twice: nobody knows whether the first time it was.</param>
    internal static async Task<T> AskAsync<T>(NpgsqlDataSource source, Func<Task<T>> ask)
    {
        try
        {
            return await ask().ConfigureAwait(false);
        }
        catch (NpgsqlException failure) when (HasEnded(failure) || OnlyReads(failure))
        {
            if (OnlyReads(failure))
            {
                source.Clear();
            }

            return await ask().ConfigureAwait(false);
        }
    }

    /// <exception cref="ArgumentException">It can't be read; the message doesn't quote it.</exception>
    internal static NpgsqlConnectionStringBuilder Parse(string connectionString)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        NpgsqlConnectionStringBuilder? parts = null;
        try
        {
            parts = new(connectionString);
        }
        catch (Exception wrong) when (wrong is ArgumentException or FormatException or InvalidCastException)
        {
            // Its text may quote a part, and so a password; it goes no further.
        }

        return parts ?? throw new ArgumentException(
            "The connection string of PostgreSQL can't be read; it must be like Host=db;Database=spend;Username=router;Password=….", nameof(connectionString));
    }

    /// <summary>Whether it was the connection's end. A server that doesn't answer in time would not a second time either.</summary>
    private static bool HasEnded(NpgsqlException failure) =>
        failure is PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.IdleSessionTimeout }
        || failure.InnerException is IOException;

    private static bool OnlyReads(NpgsqlException failure) => failure is PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction };

    private async Task<bool> IsOlderAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        // Most processes need no right to change anything.
        var version = await ReadVersionAsync(connection, ct).ConfigureAwait(false);
        return version > _steps.Count ? throw new NewerSchemaException(Name, version, _steps.Count) : version < _steps.Count;
    }

    private async Task TryMigrateAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        var transaction = await connection.BeginTransactionAsync(ct).ConfigureAwait(false);
        await using var end = transaction.ConfigureAwait(false);
        await ExecuteAsync(connection, NoTimeouts, ct).ConfigureAwait(false);
        await ExecuteAsync(connection, $"SELECT pg_advisory_xact_lock({SchemaLock});", ct).ConfigureAwait(false);
        await ExecuteAsync(connection, LockTimeout, ct).ConfigureAwait(false);
        await ExecuteAsync(connection, "CREATE TABLE IF NOT EXISTS spend_schema (version integer NOT NULL);", ct).ConfigureAwait(false);
        var version = await ReadVersionAsync(connection, ct).ConfigureAwait(false);
        for (; version < _steps.Count; version++)
        {
            await ExecuteAsync(connection, _steps[version], ct).ConfigureAwait(false);
            await ExecuteAsync(connection, $"INSERT INTO spend_schema VALUES ({version + 1});", ct).ConfigureAwait(false);
        }

        await transaction.CommitAsync(ct).ConfigureAwait(false);
    }

    private static async Task<int> ReadVersionAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        var exists = new NpgsqlCommand("SELECT to_regclass('spend_schema') IS NOT NULL;", connection);
        await using var existsEnd = exists.ConfigureAwait(false);
        if (!(bool)(await exists.ExecuteScalarAsync(ct).ConfigureAwait(false))!)
        {
            return 0;
        }

        var command = new NpgsqlCommand("SELECT coalesce(max(version), 0) FROM spend_schema;", connection);
        await using var commandEnd = command.ConfigureAwait(false);
        return (int)(await command.ExecuteScalarAsync(ct).ConfigureAwait(false))!;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        // A step may read all of a large table.
        var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await using var disposal = command.ConfigureAwait(false);
        await command.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
    }
}
