using Microsoft.Data.Sqlite;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ModelRouter.Storage.Tests;

public sealed class HostingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(false, true)]
    public async Task The_router_s_entries_are_in_the_file_once_the_container_is_disposed(bool inCode, bool synchronously)
    {
        var services = new ServiceCollection();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["ModelRouter:Routing:Worth"] = "0.01",
            ["ModelRouter:Ledger:Provider"] = inCode ? "memory" : "sqlite",
            [inCode ? "ModelRouter:Ledger:Capacity" : "ModelRouter:Ledger:Path"] = inCode ? "5" : _folder.Ledger,
        }).Build();
        services.AddModelRouter(configuration, router =>
        {
            router.AddModel(new() { Id = "m", Tier = ModelTier.Cloud, Pricing = new() { InputPerMillion = 1 } }, _ => new RandomModel(new Random(2)));
            router.AddStorage();
            if (inCode)
            {
                router.UseSqliteLedger(_folder.Ledger);
            }
        });
        var provider = services.BuildServiceProvider();
        var receipt = (await provider.GetRequiredService<IChatClient>().GetResponseAsync("Hello", cancellationToken: Ct)).GetRoutingReceipt()!;
        if (synchronously)
        {
            provider.Dispose();
        }
        else
        {
            await provider.DisposeAsync();
        }

        await using var ledger = await SqliteSpendLedger.OpenAsync(_folder.Ledger, cancellationToken: Ct);
        Assert.Equal(receipt.CallId, Assert.Single(await Entries.ListAsync(ledger)).CallId);
    }

    [Fact]
    public async Task Wrong_options_of_a_ledger_are_refused_where_they_are_given()
    {
        Action<SpendLedgerOptions>[] wrong = [static o => o.Capacity = 0, static o => o.MaxWait = TimeSpan.Zero, static o => o.MaxWait = TimeSpan.MaxValue];
        foreach (var configure in wrong)
        {
            new ServiceCollection().AddModelRouter(router =>
            {
                Assert.Throws<ArgumentOutOfRangeException>("configure", () => router.UseSqliteLedger(_folder.Ledger, configure));
                Assert.Throws<ArgumentOutOfRangeException>("configure", () => router.UsePostgresLedger("Host=localhost", configure));
            });
            var options = new SpendLedgerOptions();
            configure(options);
            await Assert.ThrowsAsync<ArgumentOutOfRangeException>("options", () => SqliteSpendLedger.OpenAsync(_folder.Ledger, options, cancellationToken: Ct));
        }

        Assert.Throws<ArgumentException>("options", () => new SpendLedgerOptions { Durability = LedgerDurability.Process }.Checked(null));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Budgets_that_can_t_be_written_keep_no_entry_from_the_ledger(bool synchronously)
    {
        var (budgets, log) = (Path.Combine(_folder.Path, "no-database"), new ListLoggers());
        await File.WriteAllTextAsync(budgets, new string('x', 5_000), Ct);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["ModelRouter:Budgets:all:LimitUsd"] = "1",
            ["ModelRouter:Budgets:all:Window"] = "Total",
            ["ModelRouter:Budgets:all:OnExhaustion"] = "AllowAndAlert",
            ["ModelRouter:BudgetStore:Sqlite"] = budgets,
            ["ModelRouter:Ledger:Provider"] = "sqlite",
            ["ModelRouter:Ledger:Path"] = _folder.Ledger,
            ["ModelRouter:Ledger:Durability"] = "Process",
        }).Build();
        var services = new ServiceCollection();
        services.AddSingleton<Microsoft.Extensions.Logging.ILoggerFactory>(log);
        services.AddModelRouter(configuration, router => router.AddStorage()
            .AddModel(new() { Id = "m", Tier = ModelTier.Cloud, Pricing = new() { InputPerMillion = 1, OutputPerMillion = 1 } }, _ => new RandomModel(new Random(2))));
        var provider = services.BuildServiceProvider();
        var receipt = (await provider.GetRequiredService<IChatClient>().GetResponseAsync("Hello", cancellationToken: Ct)).GetRoutingReceipt()!;
        if (synchronously)
        {
            provider.Dispose();
        }
        else
        {
            await provider.DisposeAsync();
        }

        Assert.True(receipt.Cost > 0);
        Assert.Single(log.Lines, static line => line.Contains("is lost", StringComparison.Ordinal));
        Assert.Empty(Directory.EnumerateFiles(_folder.Path, "*.spool-*"));
        await using var ledger = await SqliteSpendLedger.OpenAsync(_folder.Ledger, cancellationToken: Ct);
        Assert.Equal(receipt.CallId, Assert.Single(await Entries.ListAsync(ledger)).CallId);
    }

    [Theory]
    [InlineData("Ledger", "Ledger:Provider")]
    [InlineData("Learning", "Learning:Store", "Learning:Enabled")]
    [InlineData("BudgetStore")]
    public void Connection_strings_are_found_where_the_router_s_section_is(string section, string? provider = null, string? enabled = null)
    {
        // One that can't be read tells that it was found.
        var configuration = new ConfigurationManager { ["ConnectionStrings:given"] = "hunter2", ["ModelRouter:Routing:Worth"] = "1", [$"ModelRouter:{section}:ConnectionStringName"] = "given" };
        _ = provider is null ? null : configuration[$"ModelRouter:{provider}"] = "postgres";
        _ = enabled is null ? null : configuration[$"ModelRouter:{enabled}"] = "true";
        var services = new ServiceCollection();
        services.AddModelRouter(configuration, router => router.AddStorage().AddModel(new() { Id = "m", Tier = ModelTier.Cloud, Pricing = ModelPricing.Free }, _ => new RandomModel(new Random(2))));
        using var container = services.BuildServiceProvider();

        var wrong = Assert.Throws<ModelRouterConfigurationException>(container.GetRequiredService<IChatClient>);

        Assert.Equal($"ModelRouter:{section}:ConnectionStringName", wrong.Path);
        Assert.Contains("can't be read", wrong.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Durability", "never")]
    [InlineData("Capacity", "0")]
    [InlineData("MaxWait", "soon")]
    [InlineData("Colour", "red")]
    public void A_wrong_setting_is_told_with_its_key(string key, string value)
    {
        var section = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal) { ["Ledger:Path"] = _folder.Ledger, [$"Ledger:{key}"] = value }).Build().GetSection("Ledger");
        using var services = new ServiceCollection().BuildServiceProvider();
        var failure = Assert.Throws<ModelRouterConfigurationException>(() => new SqliteLedgerProvider().CreateLedger(services, section));
        Assert.Contains($"Ledger:{key}", failure.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }
}
