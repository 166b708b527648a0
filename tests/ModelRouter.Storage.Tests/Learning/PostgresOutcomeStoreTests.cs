using Npgsql;

namespace ModelRouter.Storage.Tests;

[Collection(PostgresServer.Users)]
public sealed class PostgresOutcomeStoreTests(PostgresServer server) : OutcomeStoreContract
{
    private string? _database;

    private protected override string Kind => "postgres";

    private protected override string NewId => "gen_random_uuid()";

    [Theory]
    [InlineData("no such name")]
    [InlineData("Host=db;Password=hunter2")]
    public void A_name_that_nothing_has_is_told_and_not_quoted(string name)
    {
        var section = new Microsoft.Extensions.Configuration.ConfigurationManager { ["Learning:ConnectionStringName"] = name }.GetSection("Learning");
        using var services = Microsoft.Extensions.DependencyInjection.ServiceCollectionContainerBuilderExtensions.BuildServiceProvider(
            new Microsoft.Extensions.DependencyInjection.ServiceCollection());
        var wrong = Assert.Throws<ModelRouterConfigurationException>(() => new PostgresOutcomeStoreProvider().CreateStore(services, section));
        Assert.Equal("Learning:ConnectionStringName", wrong.Path);
        Assert.DoesNotContain("hunter2", wrong.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_restarts_is_asked_again()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        await using var learner = await OutcomeLearner.OpenAsync(new PostgresOutcomeStore(await TargetAsync()), timeProvider: time, cancellationToken: Ct);
        await server.StopAsync();
        try
        {
            time.Advance(TimeSpan.FromMinutes(1));
        }
        finally
        {
            await server.StartAsync();
        }

        await ExecuteAsync("UPDATE outcome_revision SET revision = revision + 1");
        await ExecuteAsync($"""
            INSERT INTO outcomes (call_id, at, model, prompt, base_logit, kind, outcome)
                VALUES ({NewId}, 0, 'a', '\x{Convert.ToHexString(Prompt.ToBytes())}', 0, 'feedback', 1)
            """);
        await UntilAsync(time, () => learner.Count == 1);
    }

    private protected override async Task<string> TargetAsync() => _database ??= await server.CreateDatabaseAsync();

    private protected override async Task<Dictionary<string, string?>> SettingsAsync() => new(StringComparer.Ordinal)
    {
        ["ModelRouter:Learning:Store"] = "postgres",
        ["ModelRouter:Learning:ConnectionStringName"] = "outcomes",
        ["ConnectionStrings:outcomes"] = await TargetAsync(),
    };

    private protected override async Task<IAsyncDisposable> TakeAwayAsync()
    {
        await server.StopAsync();
        return new Return(server.StartAsync);
    }

    private protected override async Task ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(_database!);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Ct);
    }

    private protected override async Task AssertNowhereAsync(string text)
    {
        await using var source = NpgsqlDataSource.Create(_database!);
        await using var command = source.CreateCommand($"SELECT count(*) FROM outcomes WHERE position('{text}'::bytea IN prompt) > 0 OR concat(model, source, kind) LIKE '%{text}%'");
        Assert.Equal(0L, await command.ExecuteScalarAsync(Ct));
    }
}
