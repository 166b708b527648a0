using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace ModelRouter.Storage.Tests;

/// <summary>What would end a ledger too early: its own end before the last entry, a spool's folder that is gone, a logger that throws.</summary>
public sealed class LedgerEndTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_entry_that_comes_after_the_end_is_there_when_the_ledger_is_opened_next()
    {
        var ended = await SqliteSpendLedger.OpenAsync(_folder.Ledger, cancellationToken: Ct);
        await ended.RecordAsync(Entries.Numbered(1), Ct);
        await ended.DisposeAsync();

        await ended.RecordAsync(Entries.Numbered(2), Ct);
        await ended.RecordAsync(Entries.Numbered(3), Ct);

        await using var ledger = await SqliteSpendLedger.OpenAsync(_folder.Ledger, cancellationToken: Ct);
        Assert.Equal([1, 2, 3], (await Entries.ListAsync(ledger)).Select(static entry => (int)entry.Usage.InputTokens));
        Assert.Empty(_folder.Spools);
    }

    [Fact]
    public async Task Who_waits_for_the_commit_is_told_that_the_ledger_has_ended()
    {
        var ended = await SqliteSpendLedger.OpenAsync(_folder.Ledger, new() { Durability = LedgerDurability.Commit }, cancellationToken: Ct);
        await ended.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => ended.RecordAsync(Entries.Numbered(1), Ct).AsTask());
    }

    [Fact]
    public async Task A_spool_whose_folder_is_gone_keeps_no_entry_from_the_database()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows deletes no file that is open.");
        var spools = Path.Combine(_folder.Path, "spools");
        await using var ledger = await SqliteSpendLedger.OpenAsync(_folder.Ledger, new() { SpoolFolder = spools }, cancellationToken: Ct);
        await using (var other = await new SqliteDatabase(_folder.Ledger, []).OpenAsync(Ct))
        await using (other.BeginTransaction(deferred: false))
        {
            // More than a file's worth.
            var entry = Entries.Numbered(0) with { Error = new string('x', 100_000) };
            for (var i = 1; i <= 50; i++)
            {
                await ledger.RecordAsync(entry with { Attempt = i }, Ct);
            }

            Directory.Delete(spools, recursive: true);
        }

        await ledger.FlushAsync(Ct);
        await ledger.RecordAsync(Entries.Numbered(2), Ct);
        await ledger.FlushAsync(Ct);

        Assert.Equal((51, 0), ((await Entries.ListAsync(ledger)).Count, ledger.Waiting));
    }

    [Fact]
    public async Task A_logger_that_throws_does_not_end_the_writing()
    {
        await using var ledger = await SqliteSpendLedger.OpenAsync(_folder.Ledger, new() { Durability = LedgerDurability.Commit }, new Full(), Ct);
        await ExecuteAsync("ALTER TABLE spend RENAME TO away");
        await Assert.ThrowsAsync<SqliteException>(() => ledger.RecordAsync(Entries.Numbered(1), Ct).AsTask());
        await ExecuteAsync("ALTER TABLE away RENAME TO spend");

        await ledger.RecordAsync(Entries.Numbered(2), Ct).AsTask().WaitAsync(TimeSpan.FromMinutes(1), Ct);

        Assert.Single(await Entries.ListAsync(ledger));
    }

    [Fact]
    public async Task A_spool_that_fails_and_a_logger_that_throws_take_no_room()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows deletes no folder that is in use.");
        var spools = Path.Combine(_folder.Path, "spools");
        await using var ledger = await SqliteSpendLedger.OpenAsync(_folder.Ledger, new() { SpoolFolder = spools, Capacity = 1 }, new Full(), Ct);
        Directory.Delete(spools, recursive: true);

        await ledger.RecordAsync(Entries.Numbered(1), Ct);
        await ledger.RecordAsync(Entries.Numbered(2), Ct);

        await ledger.FlushAsync(Ct);
        Assert.Equal((2, 0), ((await Entries.ListAsync(ledger)).Count, ledger.Waiting));
    }

    [Theory]
    [InlineData(LedgerDurability.Process, false)]
    [InlineData(LedgerDurability.Process, true)]
    [InlineData(LedgerDurability.Commit, false)]
    [InlineData(LedgerDurability.Commit, true)]
    public async Task A_file_that_was_moved_away_takes_no_entry_until_it_is_back(LedgerDurability durability, bool isReplaced)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows moves no file that is open.");
        await using var ledger = await SqliteSpendLedger.OpenAsync(_folder.Ledger, new() { Durability = durability }, cancellationToken: Ct);
        await ledger.RecordAsync(Entries.Numbered(1), Ct);
        await ledger.FlushAsync(Ct);
        var moved = _folder.Ledger + ".november";
        File.Move(_folder.Ledger, moved);
        if (isReplaced)
        {
            await File.Create(_folder.Ledger).DisposeAsync();
        }

        await Assert.ThrowsAsync<FileNotFoundException>(async () =>
        {
            await ledger.RecordAsync(Entries.Numbered(2), Ct);
            await ledger.FlushAsync(Ct);
        });
        Assert.Equal(isReplaced, File.Exists(_folder.Ledger));

        File.Move(moved, _folder.Ledger, overwrite: true);
        await ledger.RecordAsync(Entries.Numbered(3), Ct);
        await ledger.FlushAsync(Ct);
        int[] expected = durability == LedgerDurability.Process ? [1, 2, 3] : [1, 3];
        Assert.Equal(expected, (await Entries.ListAsync(ledger)).Select(static e => (int)e.Usage.InputTokens));
        Assert.Empty((await ledger.VerifyAsync(Ct)).Problems);
    }

    [Fact]
    public async Task What_a_file_that_is_gone_could_not_take_is_in_the_next_one()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows deletes no file that is open.");
        await using (var ledger = await SqliteSpendLedger.OpenAsync(_folder.Ledger, cancellationToken: Ct))
        {
            await ledger.RecordAsync(Entries.Numbered(1), Ct);
            await ledger.FlushAsync(Ct);
            foreach (var file in Directory.GetFiles(_folder.Path, "ledger.db*").Except(_folder.Spools, StringComparer.Ordinal))
            {
                File.Delete(file);
            }

            await ledger.RecordAsync(Entries.Numbered(2), Ct);
        }

        await using var next = await SqliteSpendLedger.OpenAsync(_folder.Ledger, cancellationToken: Ct);
        Assert.Contains(2, (await Entries.ListAsync(next)).Select(static e => (int)e.Usage.InputTokens));
    }

    /// <summary>SQLite deletes a log that it finds beside an empty file.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_opens_a_file_that_was_moved_without_its_log_leaves_the_log_alone(bool isReplaced)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows moves no file that is open.");
        var moved = _folder.Ledger + ".november";
        await using (var ledger = await SqliteSpendLedger.OpenAsync(_folder.Ledger, cancellationToken: Ct))
        {
            await ledger.RecordAsync(Entries.Numbered(1), Ct);
            await ledger.FlushAsync(Ct);
            File.Move(_folder.Ledger, moved);
            if (isReplaced)
            {
                await File.Create(_folder.Ledger).DisposeAsync();
            }

            // Another program, or the same one's store of budgets, which opens the file when it is first asked; then this one, started again.
            await Assert.ThrowsAsync<FileNotFoundException>(() => SqliteSpendLedger.OpenAsync(_folder.Ledger, cancellationToken: Ct));
            await ledger.RecordAsync(Entries.Numbered(2), Ct);
        }

        var failure = await Assert.ThrowsAsync<FileNotFoundException>(() => SqliteSpendLedger.OpenAsync(_folder.Ledger, cancellationToken: Ct));
        Assert.Contains("-wal", failure.Message, StringComparison.Ordinal);
        Assert.Equal(isReplaced, File.Exists(_folder.Ledger));

        File.Move(moved, _folder.Ledger, overwrite: true);
        await using var next = await SqliteSpendLedger.OpenAsync(_folder.Ledger, cancellationToken: Ct);
        Assert.Equal([1, 2], (await Entries.ListAsync(next)).Select(static e => (int)e.Usage.InputTokens));
        Assert.Empty((await next.VerifyAsync(Ct)).Problems);
    }

    [Fact]
    public async Task A_file_behind_a_link_is_missed_as_well()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows moves no file that is open.");
        var (real, moved) = (Path.Combine(_folder.Path, "real.db"), Path.Combine(_folder.Path, "moved.db"));
        File.CreateSymbolicLink(_folder.Ledger, real);
        await using var ledger = await SqliteSpendLedger.OpenAsync(_folder.Ledger, new() { Durability = LedgerDurability.Commit }, cancellationToken: Ct);
        await ledger.RecordAsync(Entries.Numbered(1), Ct);
        File.Move(real, moved);

        await Assert.ThrowsAsync<FileNotFoundException>(() => ledger.RecordAsync(Entries.Numbered(2), Ct).AsTask());
        var failure = await Assert.ThrowsAsync<FileNotFoundException>(() => SqliteSpendLedger.OpenAsync(_folder.Ledger, cancellationToken: Ct));
        Assert.Contains("real.db-wal", failure.Message, StringComparison.Ordinal);

        File.Move(moved, real);
        await ledger.RecordAsync(Entries.Numbered(3), Ct);
        Assert.Equal([1, 3], (await Entries.ListAsync(ledger)).Select(static e => (int)e.Usage.InputTokens));
    }

    /// <summary>A try to write can't be stopped while it waits for another writer, so closing waits for it.</summary>
    [Fact]
    public async Task A_try_to_write_waits_for_another_writer_no_longer_than_closing_may_take()
    {
        var database = new SqliteDatabase(_folder.Ledger, []);
        await database.MigrateAsync(Ct);
        await using var connection = await database.OpenAsync(SqliteLedgerStore.BusyTimeout, Ct);
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA busy_timeout;";
        var waits = TimeSpan.FromMilliseconds((long)(await command.ExecuteScalarAsync(Ct))!);
        Assert.Equal((SqliteLedgerStore.BusyTimeout, SqliteLedgerStore.BusyTimeout), (waits, TimeSpan.FromSeconds(connection.DefaultTimeout)));
        Assert.True(waits * 5 <= BatchWriter.CloseLimit);
    }

    [Fact]
    public async Task Who_reads_sees_what_he_has_recorded_although_another_writes()
    {
        await using var ledger = await SqliteSpendLedger.OpenAsync(_folder.Ledger, cancellationToken: Ct);
        await using var other = await new SqliteDatabase(_folder.Ledger, []).OpenAsync(Ct);
        Task<List<SpendEntry>> read;
        await using (other.BeginTransaction(deferred: false))
        {
            await ledger.RecordAsync(Entries.Numbered(1), Ct);
            read = Entries.ListAsync(ledger);
        }

        Assert.Single(await read);
    }

    [Fact]
    public async Task Who_reads_does_not_wait_for_good_for_what_can_not_be_written()
    {
        using var log = new ListLoggers();
        await using var ledger = await SqliteSpendLedger.OpenAsync(_folder.Ledger, logger: new Logger<SqliteSpendLedger>(log), cancellationToken: Ct);
        await using var other = await new SqliteDatabase(_folder.Ledger, []).OpenAsync(Ct);
        await using var held = other.BeginTransaction(deferred: false);
        await ledger.RecordAsync(Entries.Numbered(1), Ct);

        Assert.Empty(await Entries.ListAsync(ledger));

        Assert.Contains(log.Lines, static line => line.Contains("without some 1 entries", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_entry_or_a_wait_that_was_left_fails_unseen()
    {
        var unseen = 0;
        EventHandler<UnobservedTaskExceptionEventArgs> count = (_, told) => unseen += told.Exception.InnerException is SqliteException { SqliteErrorCode: 1 } ? 1 : 0;
        TaskScheduler.UnobservedTaskException += count;
        try
        {
            await LeaveAsync();
            await Task.Yield();
            GC.Collect();
            GC.WaitForPendingFinalizers();
            Assert.Equal(0, unseen);
        }
        finally
        {
            TaskScheduler.UnobservedTaskException -= count;
        }
    }

    private async Task LeaveAsync()
    {
        await using var ledger = await SqliteSpendLedger.OpenAsync(
            _folder.Ledger, new() { Durability = LedgerDurability.Commit, MaxWait = TimeSpan.FromMilliseconds(20) }, cancellationToken: Ct);
        await using (var other = await new SqliteDatabase(_folder.Ledger, []).OpenAsync(Ct))
        await using (var held = other.BeginTransaction(deferred: false))
        {
            using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Ct);
            var flush = ledger.FlushAsync(leaving.Token);
            await Assert.ThrowsAsync<TimeoutException>(() => ledger.RecordAsync(Entries.Numbered(1), Ct).AsTask());
            await leaving.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => flush);

            // There is no such table any more when its turn comes.
            await using var command = other.CreateCommand();
            (command.Transaction, command.CommandText) = (held, "ALTER TABLE spend RENAME TO away");
            await command.ExecuteNonQueryAsync(Ct);
            await held.CommitAsync(Ct);
        }

        while (ledger.Waiting > 0)
        {
            await Task.Yield();
        }
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = await new SqliteDatabase(_folder.Ledger, []).OpenAsync(Ct);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Ct);
    }

    private sealed class Full : ILogger<SqliteSpendLedger>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            throw new IOException("The log is full.");
    }
}
