using Microsoft.Data.Sqlite;

namespace ModelRouter.Storage.Tests;

public sealed class SqliteLedgerTests : LedgerContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private protected override int Rounds => 40;

    private protected override async Task<StoredSpendLedger> OpenAsync(LedgerDurability durability = LedgerDurability.Process, int capacity = 10_000) =>
        await SqliteSpendLedger.OpenAsync(_folder.Ledger, new() { Durability = durability, Capacity = capacity }, cancellationToken: Ct);

    private protected override async Task MakeOldAsync()
    {
        await new SqliteDatabase(_folder.Ledger, SqliteSchema.Steps.Take(3).ToList()).MigrateAsync(Ct);
        await ExecuteAsync(OldEntry("zeroblob(16)", "0", "0"));
    }

    private protected override async Task<string> PlanAsync(string sql)
    {
        await using var connection = await new SqliteDatabase(_folder.Ledger, []).OpenAsync(Ct);
        await using var command = connection.CreateCommand();
        command.CommandText = $"EXPLAIN QUERY PLAN {sql}";
        await using var reader = await command.ExecuteReaderAsync(Ct);
        var plan = "";
        while (await reader.ReadAsync(Ct))
        {
            plan += $"{reader.GetString(3)}\n";
        }

        return plan;
    }

    private protected override async Task ExecuteAsync(string sql)
    {
        await using var connection = await new SqliteDatabase(_folder.Ledger, []).OpenAsync(Ct);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Ct);
    }

    [Fact]
    public async Task While_another_writer_holds_the_file_memory_is_bounded_and_nothing_is_lost()
    {
        await using var ledger = await OpenAsync(capacity: 8);
        await using var other = await new SqliteDatabase(_folder.Ledger, []).OpenAsync(Ct);
        Task recording;
        await using (var held = other.BeginTransaction(deferred: false))
        {
            recording = Parallel.ForAsync(0, 100, new ParallelOptions { MaxDegreeOfParallelism = 20, CancellationToken = Ct }, (i, ct) => ledger.RecordAsync(Entries.Numbered(i), ct));
            for (var i = 0; i < 8; i++)
            {
                // The eight that there is room for; the ninth waits with its caller.
                while (ledger.Waiting <= i)
                {
                    await Task.Yield();
                }
            }

            Assert.False(recording.IsCompleted);
            Assert.Equal(8, ledger.Waiting);
        }

        await recording;
        await ledger.FlushAsync(Ct);
        Assert.Equal(100, (await Entries.ListAsync(ledger)).Count);
        Assert.Equal(0, ledger.Waiting);
    }

    [Fact]
    public async Task Who_does_not_want_to_wait_longer_is_told()
    {
        await using var ledger = await SqliteSpendLedger.OpenAsync(_folder.Ledger, new() { Capacity = 1, MaxWait = TimeSpan.FromMilliseconds(20) }, cancellationToken: Ct);
        await using var other = await new SqliteDatabase(_folder.Ledger, []).OpenAsync(Ct);
        await using (other.BeginTransaction(deferred: false))
        {
            await ledger.RecordAsync(Entries.Numbered(0), Ct);
            await Assert.ThrowsAsync<TimeoutException>(() => ledger.RecordAsync(Entries.Numbered(1), Ct).AsTask());
        }

        await ledger.FlushAsync(Ct);
        Assert.Single(await Entries.ListAsync(ledger));
    }

    [Fact]
    public async Task What_a_newer_version_calls_otherwise_hides_no_money()
    {
        await using (var writer = await OpenAsync())
        {
            await writer.RecordAsync(Entries.Numbered(1) with { Outcome = AttemptOutcome.Failed, Failure = ModelFailureKind.Timeout }, Ct);
        }

        await ExecuteAsync("UPDATE spend SET failure = 'new_kind', domain = 'new_domain', checks = '{\"json\":\"new_outcome\"}'");
        await using var ledger = await OpenAsync();
        var entry = Assert.Single(await Entries.ListAsync(ledger));
        Assert.Equal((Entries.Numbered(1).Cost, ModelFailureKind.Unknown, null, 0), (entry.Cost, entry.Failure, entry.Prompt, entry.Checks.Count));
        Assert.Contains("that this version of the product knows", Assert.Single((await ledger.VerifyAsync(Ct)).Problems), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("at", "9223372036854775807")]
    [InlineData("duration", "2000000000000000000")]
    public async Task A_time_beyond_the_range_is_told(string column, string value)
    {
        await using (var writer = await OpenAsync())
        {
            await writer.RecordAsync(Entries.Numbered(1), Ct);
        }

        await ExecuteAsync($"UPDATE spend SET {column} = {value}");
        await using var ledger = await OpenAsync();
        Assert.Contains("can't be read", Assert.Single((await ledger.VerifyAsync(Ct)).Problems), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(7)]
    public async Task Another_program_s_database_is_left_alone(int version)
    {
        await new SqliteDatabase(_folder.Ledger, ["CREATE TABLE x (a);"]).MigrateAsync(Ct);
        await ExecuteAsync($"PRAGMA user_version = {version};");
        Assert.Contains("no ledger", (await Assert.ThrowsAsync<InvalidDataException>(() => OpenAsync())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_told_when_it_is_opened()
    {
        await File.WriteAllTextAsync(_folder.Ledger, string.Concat(Enumerable.Repeat("no database ", 1_000)), Ct);
        await Assert.ThrowsAsync<SqliteException>(() => OpenAsync());
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }
}
