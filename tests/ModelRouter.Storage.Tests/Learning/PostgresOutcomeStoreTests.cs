namespace ModelRouter.Storage.Tests;

[Collection(PostgresServer.Users)]
public sealed class PostgresOutcomeStoreTests(PostgresServer server) : OutcomeStoreContract(new PostgresOutcomes(server))
{
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
        await using var learner = await OutcomeLearner.OpenAsync(new PostgresOutcomeStore(await Database.TargetAsync()), timeProvider: time, cancellationToken: Ct);
        await server.StopAsync();
        try
        {
            time.Advance(TimeSpan.FromMinutes(1));
        }
        finally
        {
            await server.StartAsync();
        }

        await Database.ExecuteAsync("UPDATE outcome_revision SET revision = revision + 1");
        await Database.ExecuteAsync($"""
            INSERT INTO outcomes (call_id, at, model, prompt, base_logit, kind, outcome)
                VALUES ({Database.NewId}, 0, 'a', '\x{Convert.ToHexString(Prompt.ToBytes())}', 0, 'feedback', 1)
            """);
        await UntilAsync(time, () => learner.Count == 1);
    }
}
