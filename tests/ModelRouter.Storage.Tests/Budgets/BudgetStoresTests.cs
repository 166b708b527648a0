using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ModelRouter.Storage.Tests;

public sealed class BudgetStoresTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Configuration_names_the_store_and_the_container_disposes_it()
    {
        var path = Path.Combine(_folder.Path, "new", "b.db");
        var services = new ServiceCollection();
        services.AddModelRouter(router => router.AddBudgetStore(Of(("Sqlite", path))));
        await using (var provider = services.BuildServiceProvider())
        {
            var store = Assert.IsType<SqliteBudgetStore>(provider.GetRequiredService<IBudgetStore>());
            await store.SettleAsync(new("b", "", DateTimeOffset.MinValue, DateTimeOffset.MaxValue, 1), 0, 0.5m, TestContext.Current.CancellationToken);
        }

        Assert.True(File.Exists(path));
        Assert.Null(BudgetStores.Open(Of()));
    }

    [Fact]
    public async Task Who_only_looks_makes_and_changes_no_file()
    {
        var ct = TestContext.Current.CancellationToken;
        var path = Path.Combine(_folder.Path, "b.db");
        Assert.Empty(await BudgetStores.OpenToRead(Of(("Sqlite", path)))!.ReadAsync(DateTimeOffset.UnixEpoch, ct));
        Assert.Empty(Directory.GetFiles(_folder.Path));

        // A ledger of before there were budgets.
        await new SqliteDatabase(path, [SqliteSchema.Steps[0]]).MigrateAsync(ct);
        await using (var reading = SqliteBudgetStore.ToRead(path))
        {
            Assert.Empty(await reading.ReadAsync(DateTimeOffset.UnixEpoch, ct));
        }

        await using (var store = new SqliteBudgetStore(path))
        {
            await store.SettleAsync(new("b", "", DateTimeOffset.MinValue, DateTimeOffset.MaxValue, 1), 0, 0.5m, ct);
        }

        await using (var reading = (SqliteBudgetStore)BudgetStores.OpenToRead(Of(("Sqlite", path)))!)
        {
            Assert.Equal(0.5m, Assert.Single(await reading.ReadAsync(DateTimeOffset.UnixEpoch, ct)).Balance.Spent);
        }

        var other = Path.Combine(_folder.Path, "other.db");
        await new SqliteDatabase(other, ["CREATE TABLE notes (text TEXT);"]).MigrateAsync(ct);
        await using var others = SqliteBudgetStore.ToRead(other);
        await Assert.ThrowsAsync<InvalidDataException>(() => others.ReadAsync(DateTimeOffset.UnixEpoch, ct).AsTask());
    }

    [Fact]
    public async Task A_file_that_was_moved_away_counts_nothing_until_it_is_back()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows moves no file that is open.");
        var ct = TestContext.Current.CancellationToken;
        var (path, moved) = (Path.Combine(_folder.Path, "b.db"), Path.Combine(_folder.Path, "moved.db"));
        var counter = new BudgetCounter("b", "", DateTimeOffset.MinValue, DateTimeOffset.MaxValue, 10);
        await using var store = new SqliteBudgetStore(path);
        await store.SettleAsync(counter, 0, 1, ct);
        File.Move(path, moved);
        await Assert.ThrowsAsync<FileNotFoundException>(() => store.ReserveAsync(counter, 5, ct).AsTask());
        await Assert.ThrowsAsync<FileNotFoundException>(() => store.SettleAsync(counter, 0, 2, ct).AsTask());
        await Assert.ThrowsAsync<FileNotFoundException>(() => store.ReadAsync(DateTimeOffset.UnixEpoch, ct).AsTask());
        Assert.False(File.Exists(path));

        File.Move(moved, path);
        Assert.Equal(7, (await store.SettleAsync(counter, 0, 4, ct)).Spent);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_router_s_own_configuration_names_the_store(bool names)
    {
        var path = Path.Combine(_folder.Path, "own.db");
        var services = new ServiceCollection();
        services.AddModelRouter(names ? Of(("Sqlite", path)) : Of(), router => router.AddStorage());
        await using (var provider = services.BuildServiceProvider())
        {
            var store = provider.GetRequiredService<IBudgetStore>();
            Assert.Equal(names ? typeof(SqliteBudgetStore) : typeof(InMemoryBudgetStore), store.GetType());
            await store.SettleAsync(new("b", "", DateTimeOffset.MinValue, DateTimeOffset.MaxValue, 1), 0, 0.5m, TestContext.Current.CancellationToken);
        }

        Assert.Equal(names, File.Exists(path));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_store_in_code_comes_before_the_configured_one(bool first)
    {
        var own = new InMemoryBudgetStore();
        var services = new ServiceCollection();
        services.AddModelRouter(Of(("Sqlite", Path.Combine(_folder.Path, "unused.db"))), router => _ =
            first ? router.UseBudgetStore(_ => own).AddStorage() : router.AddStorage().UseBudgetStore(_ => own));
        using var provider = services.BuildServiceProvider();

        Assert.Same(own, provider.GetRequiredService<IBudgetStore>());
    }

    [Theory]
    [InlineData("Sqlit", "x", "ModelRouter:BudgetStore:Sqlit", "Did you mean 'Sqlite'?")]
    [InlineData("ConnectionStringName", "MODELROUTER_NO_SUCH_VARIABLE", "ModelRouter:BudgetStore:ConnectionStringName", "no connection string of that name")]
    [InlineData("ConnectionStringName", "unreadable", "ModelRouter:BudgetStore:ConnectionStringName", "can't be read")]
    [InlineData("LeaseTime", "00:00:00.5", "ModelRouter:BudgetStore:LeaseTime", "at least 00:00:01")]
    [InlineData("LeaseTime", "1.00:00:01", "ModelRouter:BudgetStore:LeaseTime", "at least 00:00:01 and at most 1.00:00:00.")]
    public void Wrong_configuration_is_an_error_that_names_its_place(string key, string value, string path, string told)
    {
        var failure = Assert.Throws<ModelRouterConfigurationException>(() => BudgetStores.Open(Of((key, value))));
        Assert.Equal(path, failure.Path);
        Assert.Contains(told, failure.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static IConfigurationRoot Of(params (string Key, string? Value)[] settings)
    {
        var values = settings.Select(s => KeyValuePair.Create($"ModelRouter:BudgetStore:{s.Key}", s.Value));
        return new ConfigurationBuilder().AddInMemoryCollection([.. values, KeyValuePair.Create("ModelRouter:Health:FailureThreshold", (string?)"3"),
            KeyValuePair.Create("ConnectionStrings:unreadable", (string?)"hunter2")]).Build();
    }
}
