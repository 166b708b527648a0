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
