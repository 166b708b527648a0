using Microsoft.Data.Sqlite;

namespace ModelRouter.Storage.Tests;

public sealed class SqliteDatabaseTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("modelrouter-storage").FullName;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string File => Path.Combine(_folder, "new", "ledger.db");

    [Fact]
    public async Task Migrations_run_once_each_whoever_comes_first()
    {
        string[] steps = ["CREATE TABLE spend (call_id INTEGER NOT NULL);", "INSERT INTO spend VALUES (1);"];
        await new SqliteDatabase(File, steps[..1]).MigrateAsync(Ct);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => new SqliteDatabase(File, steps).MigrateAsync(Ct), Ct)));

        Assert.Equal(1, await ScalarAsync("SELECT COUNT(*) FROM spend;"));
        Assert.Equal("wal", await ScalarAsync("PRAGMA journal_mode;"));
    }

    [Fact]
    public async Task A_step_that_fails_leaves_the_database_as_it_was()
    {
        await new SqliteDatabase(File, ["CREATE TABLE spend (call_id INTEGER NOT NULL);"]).MigrateAsync(Ct);
        await Assert.ThrowsAsync<SqliteException>(
            () => new SqliteDatabase(File, ["CREATE TABLE spend (call_id INTEGER NOT NULL);", "CREATE TABLE b (y INTEGER);", "nonsense"]).MigrateAsync(Ct));
        Assert.Equal(0, await ScalarAsync("SELECT COUNT(*) FROM sqlite_master WHERE name = 'b';"));
    }

    [Fact]
    public async Task A_newer_schema_is_left_alone_and_told()
    {
        await new SqliteDatabase(File, ["CREATE TABLE a (x);", "CREATE TABLE b (x);"]).MigrateAsync(Ct);
        var failure = await Assert.ThrowsAsync<NewerSchemaException>(() => new SqliteDatabase(File, ["CREATE TABLE a (x);"]).MigrateAsync(Ct));
        Assert.Contains(File, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_stands_in_a_log_is_not_left_out_where_it_cant_be_opened(bool isLink)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows lets nobody copy what SQLite has locked, and not everybody make links.");
        string[] steps = ["CREATE TABLE spend (call_id INTEGER NOT NULL);"];
        await new SqliteDatabase(File, steps).MigrateAsync(Ct);
        SqliteConnection.ClearAllPools();
        var copy = Path.Combine(_folder, "copy.db");
        await using (var writer = await new SqliteDatabase(File, steps).OpenAsync(Ct))
        {
            await using var command = writer.CreateCommand();
            command.CommandText = "ALTER TABLE spend ADD COLUMN late INTEGER;";
            await command.ExecuteNonQueryAsync(Ct);
            System.IO.File.Copy(File, copy);
            System.IO.File.Copy($"{File}-wal", $"{copy}-wal");
        }

        // SQLite follows no link to its log's index, whoever asks: as in a folder that may not be written, it has none.
        System.IO.File.CreateSymbolicLink($"{copy}-shm", "nowhere");
        var path = isLink ? Path.Combine(_folder, "link.db") : copy;
        if (isLink)
        {
            System.IO.File.CreateSymbolicLink(path, copy);
        }

        await Assert.ThrowsAsync<SqliteException>(() => new SqliteDatabase(path, steps, isReadOnly: true).ReadColumnsAsync("spend", Ct));
        System.IO.File.Delete($"{copy}-wal");
        Assert.Equal(["call_id"], await new SqliteDatabase(path, steps, isReadOnly: true).ReadColumnsAsync("spend", Ct));
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<object?> ScalarAsync(string sql)
    {
        await using var connection = await new SqliteDatabase(File, []).OpenAsync(Ct);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        var value = await command.ExecuteScalarAsync(Ct);
        return value is long number ? (int)number : value;
    }
}
