using Microsoft.Extensions.Logging;
using Npgsql;

namespace ModelRouter.Storage.Tests;

[Collection(PostgresServer.Users)]
public sealed class PostgresLedgerTests(PostgresServer server) : LedgerContract, IDisposable
{
    private readonly TemporaryFolder _spool = new();
    private string? _database;

    private protected override int Rounds => 12;

    private protected override async Task<StoredSpendLedger> OpenAsync(LedgerDurability durability = LedgerDurability.Process, int capacity = 10_000)
    {
        _database ??= await server.CreateDatabaseAsync();
        return await PostgresSpendLedger.OpenAsync(_database, new() { Durability = durability, Capacity = capacity, SpoolFolder = _spool.Path }, cancellationToken: Ct);
    }

    private protected override async Task MakeOldAsync()
    {
        _database = await server.CreateDatabaseAsync();
        await using (var database = new PostgresDatabase(_database, PostgresSchema.Steps.Take(1).ToList()))
        {
            await database.MigrateAsync(Ct);
        }

        await ExecuteAsync(OldEntry("'00000000-0000-0000-0000-000000000000'", "'epoch'", "false"));
    }

    private protected override async Task<string> PlanAsync(string sql)
    {
        // A table without rows would be read whole.
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(_database) { Options = "-c enable_seqscan=off" });
        await using var command = source.CreateCommand($"EXPLAIN (FORMAT JSON) {sql}");
        return (string)(await command.ExecuteScalarAsync(Ct))!;
    }

    private protected override async Task ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(_database!);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Ct);
    }

    [Theory]
    [InlineData(LedgerDurability.Process)]
    [InlineData(LedgerDurability.Commit)]
    public async Task A_server_that_crashes_and_comes_back_loses_and_doubles_nothing(LedgerDurability durability)
    {
        await using var ledger = await OpenAsync(durability, capacity: 50);
        var done = 0;
        var recording = Parallel.ForAsync(0, 2_000, Ct, async (i, ct) =>
        {
            await ledger.RecordAsync(Entries.Numbered(i), ct);
            Interlocked.Increment(ref done);
        });
        for (var crash = 1; crash <= 3; crash++)
        {
            while (Volatile.Read(ref done) < crash * 400)
            {
                await Task.Yield();
            }

            await server.CrashAsync();
        }

        await recording;
        await ledger.FlushAsync(Ct);
        Assert.Equal(Enumerable.Range(0, 2_000), (await Entries.ListAsync(ledger)).Select(e => (int)e.Usage.InputTokens).Order());
        Assert.Empty((await ledger.VerifyAsync(Ct)).Problems);
    }

    /// <summary>What a role is told, and how it ends.</summary>
    public static TheoryData<string, string, string> PassingRefusals => new()
    {
        { "57014", "SET statement_timeout = 1", "RESET statement_timeout" },
        { "25006", "SET default_transaction_read_only = on", "RESET default_transaction_read_only" },
        { "28000", "NOLOGIN", "LOGIN" },
        { "53300", "CONNECTION LIMIT 0", "CONNECTION LIMIT -1" },
    };

    [Theory]
    [MemberData(nameof(PassingRefusals))]
    public async Task What_a_server_refuses_for_a_while_is_tried_again_and_loses_no_entry(string code, string begin, string end)
    {
        await (await OpenAsync()).DisposeAsync();
        var writer = await PostgresServer.RestrictAsync(_database!);
        using var log = new ListLoggers();
        await using var ledger = await PostgresSpendLedger.OpenAsync(writer, logger: new Logger<PostgresSpendLedger>(log), cancellationToken: Ct);
        await ledger.RecordAsync(Entries.Numbered(0), Ct);
        await using var source = NpgsqlDataSource.Create(_database!);
        await using var building = await source.OpenConnectionAsync(Ct);
        await using (var index = await building.BeginTransactionAsync(Ct))
        {
            // As an index that is built; nobody else may write meanwhile.
            await using var hold = new NpgsqlCommand(code == "57014" ? "LOCK TABLE spend IN SHARE MODE" : "SELECT 1", building, index);
            await hold.ExecuteNonQueryAsync(Ct);
            await AlterAsync(begin);
            await using var ending = source.CreateCommand($"SELECT pg_terminate_backend(pid, 60000) FROM pg_stat_activity WHERE usename = '{Role()}'");
            await ending.ExecuteNonQueryAsync(Ct);

            var recording = Task.WhenAll(Enumerable.Range(1, 5).Select(i => ledger.RecordAsync(Entries.Numbered(i), Ct).AsTask()));
            while (!log.Lines.Any(line => line.Contains(code, StringComparison.Ordinal)))
            {
                Assert.False(recording.IsCompleted);
                await Task.Yield();
            }

            // Its connections stay as they are, as those to a former primary do.
            await AlterAsync(end);
            await index.RollbackAsync(Ct);
            await recording;
        }

        await using var read = await OpenAsync();
        Assert.Equal(Enumerable.Range(0, 6), (await Entries.ListAsync(read)).Select(e => (int)e.Usage.InputTokens).Order());

        string Role() => new NpgsqlConnectionStringBuilder(writer).Username!;
        Task AlterAsync(string what) => ExecuteAsync($"ALTER ROLE {Role()} {what}");
    }

    [Fact]
    public async Task Who_waits_for_a_full_disk_is_told()
    {
        await using var ledger = await OpenAsync(LedgerDurability.Commit);
        await ExecuteAsync(
            """
            CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'could not extend file' USING ERRCODE = '53100'; END $$;
            CREATE TRIGGER full_disk BEFORE INSERT ON spend EXECUTE FUNCTION full_disk();
            """);

        Assert.Equal("53100", (await Assert.ThrowsAsync<PostgresException>(() => ledger.RecordAsync(Entries.Numbered(1), Ct).AsTask().WaitAsync(TimeSpan.FromMinutes(1), Ct))).SqlState);
        await ExecuteAsync("DROP TRIGGER full_disk ON spend");
        await ledger.RecordAsync(Entries.Numbered(2), Ct);
    }

    [Theory]
    [InlineData("57014", nameof(StoreFailure.Transient))]
    [InlineData("57P01", nameof(StoreFailure.Transient))]
    [InlineData("57P02", nameof(StoreFailure.Transient))]
    [InlineData("57P03", nameof(StoreFailure.Transient))]
    [InlineData("57P04", nameof(StoreFailure.Lasting))]
    [InlineData("57P05", nameof(StoreFailure.Transient))]
    [InlineData("25006", nameof(StoreFailure.Transient))]
    [InlineData("25P03", nameof(StoreFailure.Transient))]
    [InlineData("25P04", nameof(StoreFailure.Transient))]
    [InlineData("28000", nameof(StoreFailure.Transient))]
    [InlineData("28P01", nameof(StoreFailure.Transient))]
    [InlineData("53300", nameof(StoreFailure.Transient))]
    [InlineData("53100", nameof(StoreFailure.Lasting))]
    [InlineData("40001", nameof(StoreFailure.Transient))]
    [InlineData("40P01", nameof(StoreFailure.Transient))]
    [InlineData("55P03", nameof(StoreFailure.Transient))]
    [InlineData("08006", nameof(StoreFailure.Transient))]
    [InlineData("08P01", nameof(StoreFailure.Transient))]
    [InlineData("42501", nameof(StoreFailure.Lasting))]
    [InlineData("42P01", nameof(StoreFailure.Lasting))]
    [InlineData("XX001", nameof(StoreFailure.Lasting))]
    [InlineData("22003", nameof(StoreFailure.Entry))]
    [InlineData("23514", nameof(StoreFailure.Entry))]
    public async Task A_server_s_codes_tell_what_becomes_of_entries(string code, string expected)
    {
        await using var store = new PostgresLedgerStore(new("Host=db.example", PostgresSchema.Steps));
        Assert.Equal(expected, store.Classify(new PostgresException("x", "ERROR", "ERROR", code)).ToString());
    }

    [Fact]
    public async Task Capitals_count_in_a_database_s_name_and_not_in_a_host_s()
    {
        var places = new List<string>();
        foreach (var connection in (string[])["Host=DB.example;Database=Spend", "Host=db.example;Database=Spend", "Host=db.example;Database=spend"])
        {
            await using var database = new PostgresDatabase(connection, PostgresSchema.Steps);
            places.Add(database.Place);
        }

        Assert.Equal(places[0], places[1], StringComparer.Ordinal);
        Assert.NotEqual(places[1], places[2], StringComparer.Ordinal);
    }

    [Fact]
    public async Task What_the_server_could_not_take_is_brought_in_by_the_next_process()
    {
        var ledger = await OpenAsync();
        await server.StopAsync();
        try
        {
            await ledger.RecordAsync(Entries.Numbered(1), Ct);
            await ledger.DisposeAsync();
            Assert.Single(_spool.Spools);
        }
        finally
        {
            await server.StartAsync();
        }

        await using var next = await OpenAsync();
        Assert.Single(await Entries.ListAsync(next));
        Assert.Empty(_spool.Spools);
    }

    [Fact]
    public async Task Databases_that_share_a_spool_s_folder_get_their_own_entries_only()
    {
        string name;
        await using (var ledger = await OpenAsync())
        {
            await ledger.RecordAsync(Entries.Numbered(1), Ct);
            name = Path.GetFileName(Assert.Single(_spool.Spools)).Split(".spool-")[0];
        }

        using (var left = new Spool(_spool.Path, name))
        {
            left.Append(Entries.Numbered(2));
        }

        await using (var other = await PostgresSpendLedger.OpenAsync(await server.CreateDatabaseAsync(), new() { SpoolFolder = _spool.Path }, cancellationToken: Ct))
        {
            Assert.Empty(await Entries.ListAsync(other));
            Assert.Single(_spool.Spools);
        }

        // Whatever else the connection string says, and what versions of before have left.
        using (var former = new Spool(_spool.Path, "postgres"))
        {
            former.Append(Entries.Numbered(3));
        }

        _database = new NpgsqlConnectionStringBuilder(_database) { ApplicationName = "again" }.ToString();
        await using var again = await OpenAsync();
        Assert.Equal([1, 2, 3], (await Entries.ListAsync(again)).Select(e => (int)e.Usage.InputTokens));
        Assert.Empty(_spool.Spools);
    }

    [Fact]
    public async Task Processes_that_start_together_make_the_schema_once()
    {
        _database = await server.CreateDatabaseAsync();
        var ledgers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => OpenAsync(LedgerDurability.Commit)));
        await Task.WhenAll(ledgers.Select((ledger, i) => ledger.RecordAsync(Entries.Numbered(i), Ct).AsTask()));
        Assert.Equal(8, (await Entries.ListAsync(ledgers[0])).Count);
        foreach (var ledger in ledgers)
        {
            await ledger.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_newer_schema_is_left_alone_and_told()
    {
        await (await OpenAsync()).DisposeAsync();
        await ExecuteAsync("INSERT INTO spend_schema VALUES (99)");
        await Assert.ThrowsAsync<NewerSchemaException>(() => OpenAsync());
    }

    [Fact]
    public async Task Who_reads_the_ledger_while_it_is_brought_up_to_date_holds_up_nobody_else()
    {
        await MakeOldAsync();
        await using var source = NpgsqlDataSource.Create(_database!);
        await using var reader = await source.OpenConnectionAsync(Ct);
        await using (var reading = await reader.BeginTransactionAsync(Ct))
        {
            await using var read = new NpgsqlCommand("SELECT count(*) FROM spend", reader, reading);
            await read.ExecuteScalarAsync(Ct);
            var opening = OpenAsync();
            await UntilAsync(isWaiting: true);

            // It waits behind the reader, and everybody else behind it, until it gives way.
            await UntilAsync(isWaiting: false);
            Assert.False(opening.IsCompleted);
            await ExecuteAsync("SELECT count(*) FROM spend");
            await reading.CommitAsync(Ct);
            await (await opening).DisposeAsync();
        }

        async Task UntilAsync(bool isWaiting)
        {
            await using var waiting = source.CreateCommand("SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'spend'::regclass");
            while ((long)(await waiting.ExecuteScalarAsync(Ct))! > 0 != isWaiting)
            {
                await Task.Delay(10, Ct);
            }
        }
    }

    [Fact]
    public async Task A_role_s_limits_don_t_hold_for_the_wait_until_another_has_brought_the_schema_up_to_date()
    {
        _database = await server.CreateDatabaseAsync();
        await using var source = NpgsqlDataSource.Create(_database);
        await using var other = await source.OpenConnectionAsync(Ct);
        await using var migrating = await other.BeginTransactionAsync(Ct);
        await using (var hold = new NpgsqlCommand($"SELECT pg_advisory_xact_lock({PostgresDatabase.SchemaLock})", other, migrating))
        {
            await hold.ExecuteNonQueryAsync(Ct);
        }

        var limited = new NpgsqlConnectionStringBuilder(_database) { Options = "-c lock_timeout=20ms -c statement_timeout=1s" };
        await using var database = new PostgresDatabase(limited.ToString(), PostgresSchema.Steps);
        var opening = database.MigrateAsync(Ct);
        await using var waiting = source.CreateCommand("SELECT virtualtransaction FROM pg_locks WHERE NOT granted AND locktype = 'advisory'");
        object? who = null;
        while (who is null && !opening.IsCompleted)
        {
            who = await waiting.ExecuteScalarAsync(Ct);
        }

        // Beyond both limits, and still the first try.
        await ExecuteAsync("SELECT pg_sleep(1.1)");
        Assert.NotNull(who);
        Assert.Equal(who, await waiting.ExecuteScalarAsync(Ct));
        await migrating.CommitAsync(Ct);
        await opening;
    }

    [Fact]
    public async Task Who_may_not_change_the_schema_is_told_which_version_is_there()
    {
        await (await OpenAsync()).DisposeAsync();
        await ExecuteAsync("INSERT INTO spend_schema VALUES (99)");
        await ExecuteAsync("DO $$ BEGIN CREATE ROLE only_reads LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$; GRANT SELECT ON ALL TABLES IN SCHEMA public TO only_reads; REVOKE CREATE ON SCHEMA public FROM PUBLIC;");
        await Assert.ThrowsAsync<NewerSchemaException>(() => OpenAs("only_reads"));

        await ExecuteAsync("DELETE FROM spend_schema WHERE version > 1");
        var forbidden = await Assert.ThrowsAsync<NpgsqlException>(() => OpenAs("only_reads"));
        Assert.Contains("brought up to date first", forbidden.Message, StringComparison.Ordinal);

        Task<PostgresSpendLedger> OpenAs(string role) =>
            PostgresSpendLedger.OpenAsync(new NpgsqlConnectionStringBuilder(_database) { Username = role }.ToString(), cancellationToken: Ct);
    }

    [Theory]
    [InlineData("Host=db;Pasword=hunter2")]
    [InlineData("hunter2")]
    [InlineData("Host=db;Port=hunter2")]
    public async Task A_connection_string_is_never_quoted(string connection)
    {
        var failure = await Assert.ThrowsAsync<ArgumentException>(() => PostgresSpendLedger.OpenAsync(connection, cancellationToken: Ct));
        Assert.DoesNotContain("hunter2", failure.ToString(), StringComparison.Ordinal);
    }

    public void Dispose() => _spool.Dispose();
}
