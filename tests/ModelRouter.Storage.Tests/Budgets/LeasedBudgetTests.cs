using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace ModelRouter.Storage.Tests;

/// <summary>Stores that share a database, each as if it were in a process of its own.</summary>
[Collection(PostgresServer.Users)]
public sealed class LeasedBudgetTests(PostgresServer postgres) : IDisposable
{
    private static readonly TimeSpan LeaseTime = TimeSpan.FromSeconds(60);
    private static readonly BudgetCounter Counter = new("b", "v", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(1_000), 10);

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(new(2026, 5, 5, 12, 0, 0, TimeSpan.Zero));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Two_share_a_budget_to_the_last_decimal(string kind)
    {
        var target = await TargetAsync(kind);
        await using var first = Open(kind, target);
        await using var second = Open(kind, target);
        const decimal Tiny = 0.000000000000000001m;

        Assert.True((await first.ReserveAsync(Counter, 6, Ct)).Fits);

        // The first has a 256th of the limit to spare.
        const decimal Spare = 10m / 256;
        Assert.False((await second.ReserveAsync(Counter, 4 - Spare + Tiny, Ct)).Fits);
        var rest = await second.ReserveAsync(Counter, 4 - Spare, Ct);
        Assert.Equal((true, new BudgetBalance(0, 10)), (rest.Fits, rest.Balance));
        Assert.False((await first.ReserveAsync(Counter, Spare + Tiny, Ct)).Fits);
        Assert.True((await first.ReserveAsync(Counter, Spare, Ct)).Fits);
        Assert.False((await first.ReserveAsync(Counter, Tiny, Ct)).Fits);

        Assert.Equal(3 + Tiny, (await first.SettleAsync(Counter, 6, 3 + Tiny, Ct)).Spent);
        Assert.False((await first.ReserveAsync(Counter, 3, Ct)).Fits);
        Assert.True((await first.ReserveAsync(Counter, 3 - Tiny, Ct)).Fits);
        Assert.False((await first.ReserveAsync(Counter, Tiny, Ct)).Fits);
        Assert.Equal(7 + Tiny, (await second.SettleAsync(Counter, 4 - Spare, 4, Ct)).Spent);
        Assert.Equal(10 + Tiny, (await second.SettleAsync(Counter, 0, 3, Ct)).Spent);
        Assert.False((await second.ReserveAsync(Counter, Tiny, Ct)).Fits);
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task What_the_dead_had_reserved_is_free_when_their_lease_ends_and_what_they_settled_stays(string kind)
    {
        var target = await TargetAsync(kind);

        // Its clock stands still, so it renews nothing: as good as dead.
        var dead = Open(kind, target, new FakeTimeProvider(_time.GetUtcNow()));
        Assert.True((await dead.ReserveAsync(Counter, 9, Ct)).Fits);
        await dead.SettleAsync(Counter, 2, 1, Ct);

        await using var heir = Open(kind, target);
        _time.Advance(LeaseTime - TimeSpan.FromTicks(10));
        Assert.False((await heir.ReserveAsync(Counter, 9, Ct)).Fits);
        _time.Advance(TimeSpan.FromTicks(10));
        Assert.True((await heir.ReserveAsync(Counter, 9, Ct)).Fits);
        Assert.False((await heir.ReserveAsync(Counter, 0.0001m, Ct)).Fits);

        // Risen again, it has nothing to spend any more, but what it spent all the same is counted.
        Assert.Equal(4, (await dead.SettleAsync(Counter, 7, 3, Ct)).Spent);
        Assert.False((await heir.ReserveAsync(Counter, 0.0001m, Ct)).Fits);
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task The_living_keep_what_they_hold_and_give_back_what_they_leave_idle(string kind)
    {
        var target = await TargetAsync(kind);
        await using var store = Open(kind, target);
        await using var other = Open(kind, target, new FakeTimeProvider(_time.GetUtcNow()));
        Assert.True((await store.ReserveAsync(Counter, 5, Ct)).Fits);
        for (var i = 0; i < 9; i++)
        {
            var renewed = _time.GetUtcNow() + (LeaseTime / 3) + LeaseTime;
            _time.Advance(LeaseTime / 3);
            while ((await UsesAsync(other, renewed - TimeSpan.FromTicks(10))).Reserved == 0)
            {
                await Task.Delay(5, Ct);
            }
        }

        // Nothing but what is held, once nobody has asked for a while.
        Assert.Equal(5, (await UsesAsync(other, _time.GetUtcNow())).Reserved);
        Assert.True((await other.ReserveAsync(Counter, 5, Ct)).Fits);
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task What_a_call_did_not_take_is_there_for_others_while_the_clock_stands_still(string kind)
    {
        var target = await TargetAsync(kind);
        await using var first = Open(kind, target);
        await using var second = Open(kind, target);
        Assert.True((await first.ReserveAsync(Counter, 9, Ct)).Fits);
        Assert.False((await second.ReserveAsync(Counter, 9, Ct)).Fits);

        Assert.Equal(0, (await first.SettleAsync(Counter, 9, 0, Ct)).Spent);

        // It comes to fit: nobody waits until the database has it.
        var fits = false;
        for (var tries = 0; tries < 1_000 && !fits; tries++)
        {
            fits = (await second.ReserveAsync(Counter, 9, Ct)).Fits;
            await Task.Delay(fits ? 0 : 10, Ct);
        }

        Assert.True(fits);
    }

    [Theory]
    [InlineData("sqlite", false)]
    [InlineData("postgres", false)]
    [InlineData("sqlite", true)]
    [InlineData("postgres", true)]
    public async Task Who_is_disposed_gives_all_back_at_once(string kind, bool synchronously)
    {
        var target = await TargetAsync(kind);
        await using (var store = Open(kind, target))
        {
            await store.ReserveAsync(Counter, 1, Ct);
            await store.SettleAsync(Counter, 1, 0.5m, Ct);
            Assert.True((await UsesAsync(store, _time.GetUtcNow())).Reserved > 0);
            if (synchronously)
            {
                store.Dispose();
            }
        }

        await using var reader = Open(kind, target);
        Assert.Equal(new BudgetBalance(0.5m, 0), await UsesAsync(reader, _time.GetUtcNow()));
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Settlements_are_told_balances_in_one_order_whoever_makes_them(string kind)
    {
        var target = await TargetAsync(kind);
        await using var first = Open(kind, target);
        await using var second = Open(kind, target);
        var amounts = Enumerable.Range(1, 200).Select(n => n / 10_000m).ToArray();

        var balances = await Task.WhenAll(amounts.Select((amount, i) => Task.Run(
            async () => (Amount: amount, (await (i % 2 == 0 ? first : second).SettleAsync(Counter, 0, amount, Ct)).Spent))));

        // Each begins where another ended, so a threshold is crossed by exactly one.
        var at = 0m;
        foreach (var (amount, spent) in balances.OrderBy(balance => balance.Spent))
        {
            Assert.Equal(at + amount, spent);
            at = spent;
        }

        Assert.Equal(amounts.Sum(), at);
    }

    [Fact]
    public async Task Reserving_needs_the_database_seldom_and_settling_shares_it()
    {
        var table = new FlakyTable(new SqliteBudgetTable(Path.Combine(_folder.Path, "b.db")));
        await using var exchange = new LeaseExchange(table, LeaseTime, _time, NullLogger.Instance);
        var large = Counter with { Limit = 1_000 };
        await exchange.ReserveAsync(large, 0.001m, Ct);
        await exchange.SettleAsync(large, 0.001m, 0.001m, Ct);
        Assert.Equal(2, table.Exchanges);

        for (var i = 0; i < 1_000; i++)
        {
            Assert.True(exchange.ReserveAsync(large, 0.002m, Ct).AsTask().IsCompletedSuccessfully, "It went to the database.");
        }

        Assert.Equal(2, table.Exchanges);
        await Task.WhenAll(Enumerable.Range(0, 1_000).Select(_ => exchange.SettleAsync(large, 0.002m, 0.001m, Ct).AsTask()));
        Assert.True(table.Exchanges < 500, $"{table.Exchanges} exchanges");
        Assert.Equal(1.001m, Assert.Single(await table.ReadAsync(_time.GetUtcNow(), Ct)).Balance.Spent);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_database_that_fails_keeps_out_who_needs_it_and_loses_and_doubles_nothing(bool after)
    {
        var table = new FlakyTable(new SqliteBudgetTable(Path.Combine(_folder.Path, "b.db")));
        await using var exchange = new LeaseExchange(table, LeaseTime, _time, NullLogger.Instance);
        Assert.True((await exchange.ReserveAsync(Counter, 5, Ct)).Fits);

        (table.FailsBefore, table.FailsAfter) = (!after, after);
        await Assert.ThrowsAsync<IOException>(() => exchange.SettleAsync(Counter, 5, 4, Ct).AsTask());
        await Assert.ThrowsAsync<IOException>(() => exchange.ReserveAsync(Counter, 6, Ct).AsTask());
        await Assert.ThrowsAsync<IOException>(() => exchange.SettleAsync(Counter, 0, 1, Ct).AsTask());

        (table.FailsBefore, table.FailsAfter) = (false, false);
        Assert.False((await exchange.ReserveAsync(Counter, 6, Ct)).Fits);
        Assert.Equal(6, (await exchange.SettleAsync(Counter, 0, 1, Ct)).Spent);
        Assert.True((await exchange.ReserveAsync(Counter, 4, Ct)).Fits);
        Assert.False((await exchange.ReserveAsync(Counter, 0.001m, Ct)).Fits);
        Assert.Equal(6, Assert.Single(await table.ReadAsync(_time.GetUtcNow(), Ct)).Balance.Spent);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public async Task What_the_database_does_not_take_until_the_end_is_logged_and_hinders_nobody(bool fails, int told)
    {
        var (table, log) = (new FlakyTable(new SqliteBudgetTable(Path.Combine(_folder.Path, "b.db"))) { FailsBefore = true }, new ListLoggers());
        var exchange = new LeaseExchange(table, LeaseTime, _time, log);
        await Assert.ThrowsAsync<IOException>(() => exchange.SettleAsync(Counter, 0, 1, Ct).AsTask());

        table.FailsBefore = fails;
        await exchange.DisposeAsync();
        await exchange.DisposeAsync();

        Assert.Equal((told, told), (log.Lines.Count(static line => line.Contains("1 budgets is lost", StringComparison.Ordinal)), exchange.Lost));
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Names_may_be_anything_and_each_has_its_own(string kind)
    {
        var target = await TargetAsync(kind);
        string[] names = ["", "a", "A", "a\0", "a\\0000", "a\\", "'; DROP TABLE budget_counters; --", "\ud800", "\udc00", "테넌트", "😀", "a ", "%", "$1"];
        await using (var store = Open(kind, target))
        {
            await Task.WhenAll(names.Select((name, i) => store.SettleAsync(Counter with { Value = name }, 0, i + 1, Ct).AsTask()));
        }

        await using var reader = Open(kind, target);
        var uses = await reader.ReadAsync(_time.GetUtcNow(), Ct);
        Assert.Equal(names.Select((name, i) => (name, i + 1m)).Order(), uses.Select(use => (use.Value, use.Balance.Spent)).Order());
        Assert.All(uses, use => Assert.Equal((Counter.Budget, Counter.Start), (use.Budget, use.Start)));
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Units_are_counted_apart_and_dollars_as_ever(string kind)
    {
        var target = await TargetAsync(kind);
        await using (var store = Open(kind, target))
        {
            Assert.Equal(5, (await store.SettleAsync(Counter with { Unit = BudgetUnit.Tokens }, 0, 5, Ct)).Spent);
            Assert.True((await store.ReserveAsync(Counter, 9, Ct)).Fits);
            Assert.Equal(1, (await store.SettleAsync(Counter, 9, 1, Ct)).Spent);
            Assert.Equal(2, (await store.SettleAsync(Counter with { Budget = "b tokens" }, 0, 2, Ct)).Spent);
        }

        await using var reader = Open(kind, target);
        Assert.Equal(
            [("b", BudgetUnit.UsDollars, 1m), ("b", BudgetUnit.Tokens, 5m), ("b tokens", BudgetUnit.UsDollars, 2m)],
            (await reader.ReadAsync(_time.GetUtcNow(), Ct)).Select(use => (use.Budget, use.Unit, use.Balance.Spent)).Order());
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Windows_are_counted_apart_and_ended_ones_are_not_reported(string kind)
    {
        var target = await TargetAsync(kind);
        await using var store = Open(kind, target);
        var total = Counter with { Start = DateTimeOffset.MinValue, End = DateTimeOffset.MaxValue };
        var ended = Counter with { Start = Counter.Start.AddDays(1), End = _time.GetUtcNow() };
        await store.SettleAsync(total, 0, 1, Ct);
        await store.SettleAsync(ended, 0, 2, Ct);

        Assert.Equal((total.Start, 1m), Assert.Single((await store.ReadAsync(_time.GetUtcNow(), Ct)).Select(use => (use.Start, use.Balance.Spent))));
        Assert.Equal(2, (await store.ReadAsync(DateTimeOffset.MinValue, Ct)).Count);
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Counters_of_long_ago_are_forgotten_but_the_last_of_them(string kind)
    {
        var target = await TargetAsync(kind);
        var now = _time.GetUtcNow();
        var total = Counter with { Value = "total", Start = DateTimeOffset.MinValue, End = DateTimeOffset.MaxValue };
        await using (var store = Open(kind, target))
        {
            await store.SettleAsync(Counter with { Value = "older", End = now.AddHours(23) }, 0, 1, Ct);
            await store.SettleAsync(Counter with { Value = "old", End = now.AddDays(1) }, 0, 1, Ct);
            await store.SettleAsync(Counter with { Value = "young", End = now.AddDays(2) }, 0, 1, Ct);
            await store.SettleAsync(total, 0, 1, Ct);
        }

        _time.Advance(TimeSpan.FromDays(1 + 35.5));
        await using var later = Open(kind, target);
        await later.SettleAsync(Counter, 0, 1, Ct);

        Assert.Equal(
            ["old", "total", "v", "young"], (await later.ReadAsync(DateTimeOffset.MinValue, Ct)).Select(use => use.Value).Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    [Fact]
    public async Task Who_may_make_no_tables_may_still_count_in_those_that_are_there()
    {
        var target = await postgres.CreateDatabaseAsync();
        await using (var owner = Open("postgres", target))
        {
            await owner.SettleAsync(Counter, 0, 1, Ct);
        }

        var restricted = await PostgresServer.RestrictAsync(target);
        await using var store = Open("postgres", restricted);
        Assert.True((await store.ReserveAsync(Counter, 5, Ct)).Fits);
        Assert.Equal(4, (await store.SettleAsync(Counter, 5, 3, Ct)).Spent);
        Assert.Equal(4, (await UsesAsync(store, _time.GetUtcNow())).Spent);

        await using var source = Npgsql.NpgsqlDataSource.Create(restricted);
        await using var command = source.CreateCommand("CREATE TABLE IF NOT EXISTS budget_counters (n integer)");
        Assert.Equal("42501", (await Assert.ThrowsAsync<Npgsql.PostgresException>(() => command.ExecuteNonQueryAsync(Ct))).SqlState);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Tables_elsewhere_on_the_search_path_are_anothers_unless_none_may_be_made(bool mayMake)
    {
        var target = await postgres.CreateDatabaseAsync();
        await using (var other = Open("postgres", target))
        {
            await other.SettleAsync(Counter, 0, 1, Ct);
        }

        var restricted = new Npgsql.NpgsqlConnectionStringBuilder(await PostgresServer.RestrictAsync(target)) { SearchPath = "tenant_a,public" };
        await using (var owner = Npgsql.NpgsqlDataSource.Create(target))
        {
            await using var command = owner.CreateCommand($"CREATE SCHEMA tenant_a; GRANT USAGE{(mayMake ? ", CREATE" : "")} ON SCHEMA tenant_a TO {restricted.Username};");
            await command.ExecuteNonQueryAsync(Ct);
        }

        await using var store = Open("postgres", restricted.ToString());
        Assert.Equal(mayMake ? 2 : 3, (await store.SettleAsync(Counter, 0, 2, Ct)).Spent);
        await using var first = Open("postgres", target);
        Assert.Equal(mayMake ? 1 : 3, (await UsesAsync(first, _time.GetUtcNow())).Spent);
    }

    [Fact]
    public async Task Who_gives_up_waiting_keeps_nothing()
    {
        await using var store = new SqliteBudgetStore(Path.Combine(_folder.Path, "b.db"), LeaseTime, _time);
        using var gone = new CancellationTokenSource();
        gone.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.ReserveAsync(Counter, 10, gone.Token).AsTask());
        while (!(await store.ReserveAsync(Counter, 10, Ct)).Fits)
        {
            await Task.Yield();
        }
    }

    [Fact]
    public async Task Nothing_keeps_the_file_open_once_the_store_is_disposed()
    {
        var path = Path.Combine(_folder.Path, "b.db");
        await using (var store = new SqliteBudgetStore(path, LeaseTime, _time))
        {
            await store.SettleAsync(Counter, 0, 1, Ct);
            await store.ReadAsync(_time.GetUtcNow(), Ct);
            Assert.True(File.Exists(path + "-wal"));
        }

        // Its log is merged and taken away by who closes it last.
        Assert.Equal([path], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_an_error_and_no_permission()
    {
        var path = Path.Combine(_folder.Path, "text");
        await File.WriteAllTextAsync(path, new string('x', 5_000), Ct);
        await using var store = new SqliteBudgetStore(path, LeaseTime, _time);
        await Assert.ThrowsAsync<Microsoft.Data.Sqlite.SqliteException>(() => store.ReserveAsync(Counter, 1, Ct).AsTask());
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<BudgetBalance> UsesAsync(LeasedBudgetStore store, DateTimeOffset at) => Assert.Single(await store.ReadAsync(at, Ct)).Balance;

    private LeasedBudgetStore Open(string kind, string target, TimeProvider? time = null) =>
        kind == "sqlite" ? new SqliteBudgetStore(target, LeaseTime, time ?? _time) : new PostgresBudgetStore(target, LeaseTime, time ?? _time);

    private async Task<string> TargetAsync(string kind) => kind == "sqlite" ? Path.Combine(_folder.Path, "budgets.db") : await postgres.CreateDatabaseAsync();
}
