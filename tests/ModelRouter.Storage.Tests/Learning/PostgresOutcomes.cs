using Npgsql;

namespace ModelRouter.Storage.Tests;

/// <summary>A database of its own on the tests' server.</summary>
internal sealed class PostgresOutcomes(PostgresServer server) : OutcomeDatabase
{
    private string? _database;

    public override string Kind => "postgres";

    public override string NewId => "gen_random_uuid()";

    public override async Task<string> TargetAsync() => _database ??= await server.CreateDatabaseAsync();

    public override async Task<Dictionary<string, string?>> SettingsAsync() => new(StringComparer.Ordinal)
    {
        ["ModelRouter:Learning:Store"] = "postgres",
        ["ModelRouter:Learning:ConnectionStringName"] = "outcomes",
        ["ConnectionStrings:outcomes"] = await TargetAsync(),
    };

    public override async Task<IAsyncDisposable> TakeAwayAsync()
    {
        await server.StopAsync();
        return new Return(server.StartAsync);
    }

    public override async Task ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(_database!);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Ct);
    }

    public override async Task AssertNowhereAsync(string text)
    {
        await using var source = NpgsqlDataSource.Create(_database!);
        await using var command = source.CreateCommand($"SELECT count(*) FROM outcomes WHERE position('{text}'::bytea IN prompt) > 0 OR concat(model, source, kind) LIKE '%{text}%'");
        Assert.Equal(0L, await command.ExecuteScalarAsync(Ct));
    }

    public override void Dispose()
    {
        // It goes with its server.
    }
}
