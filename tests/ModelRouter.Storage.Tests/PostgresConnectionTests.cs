namespace ModelRouter.Storage.Tests;

/// <summary>Connections that the server has ended while they waited in the pool.</summary>
[Collection(PostgresServer.Users)]
public sealed class PostgresConnectionTests(PostgresServer server)
{
    private static readonly BudgetCounter Counter = new("b", "", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(1_000), 1_000);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Budgets_reserve_and_settle_at_once_all_the_same()
    {
        var database = await server.CreateDatabaseAsync();
        await using var store = new PostgresBudgetStore(database);
        Assert.True((await store.ReserveAsync(Counter, 300, Ct)).Fits);

        // Several wait in the pool.
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => store.ReadAsync(DateTimeOffset.UnixEpoch, Ct).AsTask(), Ct)));
        await PostgresServer.EndConnectionsAsync(database);
        Assert.True((await store.ReserveAsync(Counter, 400, Ct)).Fits);

        await PostgresServer.EndConnectionsAsync(database);
        Assert.Equal(200, (await store.SettleAsync(Counter, 300, 200, Ct)).Spent);

        await PostgresServer.EndConnectionsAsync(database);
        Assert.Equal(200, Assert.Single(await store.ReadAsync(DateTimeOffset.UnixEpoch, Ct)).Balance.Spent);
    }

    [Fact]
    public async Task A_ledger_is_read_and_written_all_the_same()
    {
        var database = await server.CreateDatabaseAsync();
        await using var ledger = await PostgresSpendLedger.OpenAsync(database, cancellationToken: Ct);
        await PostgresServer.EndConnectionsAsync(database);
        await ledger.RecordAsync(Entries.Numbered(1), Ct);
        await PostgresServer.EndConnectionsAsync(database);
        Assert.Single(await Entries.ListAsync(ledger));
    }

    [Fact]
    public async Task Outcomes_are_read_all_the_same()
    {
        var database = await server.CreateDatabaseAsync();
        await using var store = new PostgresOutcomeStore(database);
        Assert.Equal(0, await store.RevisionAsync(Ct));
        await PostgresServer.EndConnectionsAsync(database);
        Assert.Equal(0, await store.RevisionAsync(Ct));
        await PostgresServer.EndConnectionsAsync(database);
        Assert.Empty(await store.LoadAsync(Ct));
        await PostgresServer.EndConnectionsAsync(database);
        Assert.Null(await store.ForgottenAtAsync(Ct));
    }
}
