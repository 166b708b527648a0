using System.Data.Common;
using System.Globalization;
using Npgsql;

namespace ModelRouter.Storage.Tests;

/// <summary>What stays in the tables of budgets.</summary>
[Collection(PostgresServer.Users)]
public sealed class BudgetTableTests(PostgresServer postgres) : IDisposable
{
    private const string Index = "pg_indexes WHERE indexname = 'budget_counters_end'";

    private static readonly DateTimeOffset Now = new(2026, 5, 5, 12, 0, 0, TimeSpan.Zero);
    private static readonly BudgetCounter Counter = new("b", "v", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(1_000), 10);

    private readonly TemporaryFolder _folder = new();
    private string? _target;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task A_lease_that_was_given_back_leaves_nothing_and_what_comes_after_it_is_settled_once(string kind)
    {
        await using var table = await OpenAsync(kind);
        var claim = Claim(sequence: 1, settled: 1);
        Assert.True((await ExchangeAsync(table, claim)).Leased > 0);
        Assert.Equal(1, await CountAsync(kind, "budget_leases"));

        // Its answer may be lost, too, so it comes twice.
        var back = claim with { Sequence = 2, Settled = 0, WantsSpare = false };
        Assert.Equal(new(0, 1, 0), await ExchangeAsync(table, back));
        Assert.Equal(new(0, 1, 0), await ExchangeAsync(table, back));
        Assert.Equal(0, await CountAsync(kind, "budget_leases"));

        var last = back with { Sequence = 3, Settled = 2 };
        Assert.Equal(new(0, 3, 0), await ExchangeAsync(table, last));
        Assert.Equal(new(0, 3, 0), await ExchangeAsync(table, last));
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task A_claim_whose_lease_has_expired_meanwhile_is_settled_once_and_what_others_hold_stays_theirs(string kind)
    {
        await using var table = await OpenAsync(kind);
        var claim = Claim(sequence: 1, settled: 1);
        var (dead, living) = (Claim(1, 0) with { Held = 2, WantsSpare = false }, Claim(1, 0) with { Held = 3, WantsSpare = false });
        await ExchangeAsync(table, claim);
        await ExchangeAsync(table, dead);
        var later = Now.AddHours(1);
        await ExchangeAsync(table, living with { ExpiresAt = later.AddMinutes(1) }, later);

        var grant = await ExchangeAsync(table, claim with { ExpiresAt = later.AddMinutes(1) }, later);

        Assert.Equal((1, 3), (grant.Spent, grant.LeasedByOthers));
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Leases_of_the_dead_are_forgotten_a_part_at_a_time(string kind)
    {
        await using var table = await OpenAsync(kind);
        await ExchangeAsync(table, Claim(sequence: 1, settled: 1));
        var id = kind == "sqlite" ? "randomblob(16)" : "gen_random_uuid()";
        await using (var connection = await ConnectAsync(kind))
        await using (var command = connection.CreateCommand())
        {
            command.CommandText = $"""
                INSERT INTO budget_leases
                    WITH RECURSIVE more(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM more WHERE i < 1500)
                    SELECT budget, value, window_start, {id}, amount, 0, 1 FROM budget_leases CROSS JOIN more
                """;
            Assert.Equal(1_500, await command.ExecuteNonQueryAsync(Ct));
        }

        await ExchangeAsync(table, Claim(sequence: 1, settled: 0));
        Assert.InRange(await CountAsync(kind, "budget_leases"), 502, 1_501);
        for (var i = 0; i < 15; i++)
        {
            await ExchangeAsync(table, Claim(sequence: 1, settled: 0) with { WantsSpare = false });
        }

        Assert.Equal(2, await CountAsync(kind, "budget_leases"));
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Counters_are_forgotten_though_the_clock_was_set_back(string kind)
    {
        await using var table = await OpenAsync(kind);
        var ahead = Now.AddDays(10);
        await ExchangeAsync(table, Claim(sequence: 1, settled: 1), ahead);
        foreach (var (start, value) in ((int, string)[])[(-39, "old"), (-38, "old"), (-37, "old"), (-37, "other")])
        {
            await ExchangeAsync(table, Claim(sequence: 1, settled: 1) with { Counter = Day(start, value) }, ahead);
        }

        Assert.Equal(5, await CountAsync(kind, "budget_counters"));
        await ExchangeAsync(table, Claim(sequence: 1, settled: 1));
        Assert.Equal(3, await CountAsync(kind, "budget_counters"));
        Assert.Equal(0, await CountAsync(kind, $"budget_counters WHERE window_start < {BudgetTime.Store(Day(-37, "").Start)} AND window_start > 0"));
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task A_clock_that_is_far_ahead_for_a_moment_makes_nothing_whole_again(string kind)
    {
        await using var table = await OpenAsync(kind);
        foreach (var day in (int[])[-1, 0, 90, 91])
        {
            await ExchangeAsync(table, Claim(sequence: 1, settled: 2) with { Counter = Day(day, "a") }, Now.AddDays(day));
            await ExchangeAsync(table, Claim(sequence: 1, settled: 2) with { Counter = Day(day, "b") }, Now.AddDays(day));
        }

        Assert.Equal(5, (await ExchangeAsync(table, Claim(sequence: 1, settled: 3) with { Counter = Day(0, "a") })).Spent);
        Assert.Equal(5, (await ExchangeAsync(table, Claim(sequence: 1, settled: 3) with { Counter = Day(0, "b") })).Spent);
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task A_counter_is_read_until_the_end_of_the_longest_window_that_it_counted(string kind)
    {
        await using var table = await OpenAsync(kind);
        await ExchangeAsync(table, Claim(sequence: 1, settled: 1) with { Counter = Counter with { End = Now.AddDays(1) } });
        await ExchangeAsync(table, Claim(sequence: 1, settled: 2) with { Counter = Counter with { End = Now.AddDays(30) } });
        await ExchangeAsync(table, Claim(sequence: 1, settled: 4) with { Counter = Counter with { End = Now.AddDays(1) } });
        Assert.Equal(7, Assert.Single(await table.ReadAsync(Now.AddDays(29), Ct)).Balance.Spent);
        Assert.Empty(await table.ReadAsync(Now.AddDays(30), Ct));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Tables_of_before_get_their_index_from_their_owner_and_serve_others_without(bool isOwner)
    {
        await using (var first = await OpenAsync("postgres"))
        {
            await ExchangeAsync(first, Claim(sequence: 1, settled: 1));
        }

        Assert.Equal(1, await CountAsync("postgres", Index));
        var restricted = new NpgsqlConnectionStringBuilder(await PostgresServer.RestrictAsync(_target!));
        await using (var connection = await ConnectAsync("postgres"))
        await using (var command = connection.CreateCommand())
        {
            command.CommandText = $"DROP INDEX budget_counters_end; GRANT CREATE ON SCHEMA public TO {restricted.Username};";
            await command.ExecuteNonQueryAsync(Ct);
        }

        await using var table = new PostgresBudgetTable(isOwner ? _target! : restricted.ToString());
        Assert.Equal(2, (await ExchangeAsync(table, Claim(sequence: 1, settled: 1))).Spent);
        Assert.Equal(isOwner ? 1 : 0, await CountAsync("postgres", Index));
    }

    [Fact]
    public async Task A_file_of_before_gets_its_index()
    {
        _target = Path.Combine(_folder.Path, "budgets.db");
        await new SqliteDatabase(_target, SqliteSchema.Steps.Take(2).ToList()).MigrateAsync(Ct);
        await using var table = new SqliteBudgetTable(_target);
        Assert.Equal(1, (await ExchangeAsync(table, Claim(sequence: 1, settled: 1))).Spent);
        Assert.Equal(1, await CountAsync("sqlite", "sqlite_schema WHERE name = 'budget_counters_end'"));
    }

    public void Dispose() => _folder.Dispose();

    private static BudgetCounter Day(int day, string value) => Counter with { Value = value, Start = Now.AddDays(day), End = Now.AddDays(day + 1) };

    private static LeaseClaim Claim(long sequence, decimal settled) => new(Counter, Guid.NewGuid(), sequence, settled, 0, 0, [], WantsSpare: true, Now.AddMinutes(1));

    private static async Task<LeaseGrant> ExchangeAsync(IBudgetTable table, LeaseClaim claim, DateTimeOffset? now = null) =>
        Assert.Single(await table.ExchangeAsync([claim], now ?? Now, Ct));

    private async Task<IBudgetTable> OpenAsync(string kind)
    {
        _target = kind == "sqlite" ? Path.Combine(_folder.Path, "budgets.db") : await postgres.CreateDatabaseAsync();
        return kind == "sqlite" ? new SqliteBudgetTable(_target) : new PostgresBudgetTable(_target);
    }

    private async Task<DbConnection> ConnectAsync(string kind)
    {
        if (kind == "sqlite")
        {
            return await new SqliteDatabase(_target!, []).OpenAsync(Ct);
        }

        var connection = new NpgsqlConnection(_target);
        await connection.OpenAsync(Ct);
        return connection;
    }

    private async Task<long> CountAsync(string kind, string table)
    {
        await using var connection = await ConnectAsync(kind);
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT count(*) FROM {table}";
        return Convert.ToInt64(await command.ExecuteScalarAsync(Ct), CultureInfo.InvariantCulture);
    }
}
