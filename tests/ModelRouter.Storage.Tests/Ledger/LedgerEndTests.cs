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
