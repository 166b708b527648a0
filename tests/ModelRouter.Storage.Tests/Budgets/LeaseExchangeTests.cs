using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace ModelRouter.Storage.Tests;

/// <summary>How a process's counters share their way to the database.</summary>
public sealed class LeaseExchangeTests : IDisposable
{
    private static readonly TimeSpan LeaseTime = TimeSpan.FromSeconds(60);
    private static readonly BudgetCounter Counter = new("b", "v", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(1_000), 10);

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(new(2026, 5, 5, 12, 0, 0, TimeSpan.Zero));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Counters_that_come_again_at_once_keep_no_others_out()
    {
        const int Counters = 600;
        var table = new FlakyTable(new SqliteBudgetTable(Path.Combine(_folder.Path, "b.db")));
        await using var exchange = new LeaseExchange(table, LeaseTime, _time, NullLogger.Instance);
        var (served, all) = (new List<string>(), new TaskCompletionSource());
        table.Meanwhile = claims =>
        {
            if (table.Exchanges == 1)
            {
                // While this one is on its way, all others come.
                for (var i = 0; i < Counters; i++)
                {
                    Settle(Counter with { Value = $"{i}" });
                }
            }
            else if (served.Count < Counters)
            {
                served.AddRange(claims.Select(static claim => claim.Counter.Value));
                claims.ToList().ForEach(claim => Settle(claim.Counter));
            }
            else
            {
                all.TrySetResult();
            }
        };

        Settle(Counter);
        await all.Task.WaitAsync(Ct);

        Assert.Equal(Enumerable.Range(0, Counters).Select(static i => $"{i}"), served.Take(Counters), StringComparer.Ordinal);

        void Settle(BudgetCounter counter) => _ = exchange.SettleAsync(counter, 0, 0.001m, Ct).AsTask();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_a_database_out_of_reach_has_not_taken_is_kept_as_one_amount(bool after)
    {
        const int Settlements = 100;
        var table = new FlakyTable(new SqliteBudgetTable(Path.Combine(_folder.Path, "b.db"))) { FailsBefore = !after, FailsAfter = after };
        await using var exchange = new LeaseExchange(table, LeaseTime, _time, NullLogger.Instance);
        for (var i = 0; i < Settlements; i++)
        {
            await FailAsync(exchange);
        }

        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.InRange(table.Thrown.Count(static failure => failure.IsAlive), 0, 10);
        Assert.True(table.Thrown.Count >= Settlements);

        (table.FailsBefore, table.FailsAfter) = (false, false);
        await exchange.SettleAsync(Counter, 0, 0.01m, Ct);
        Assert.Equal((Settlements + 1) * 0.01m, (await exchange.SettleAsync(Counter, 0, 0, Ct)).Spent);
        Assert.Equal((Settlements + 1) * 0.01m, Assert.Single(await table.ReadAsync(_time.GetUtcNow(), Ct)).Balance.Spent);
    }

    [Fact]
    public async Task A_store_that_closes_after_failures_leaves_nothing_leased()
    {
        var path = Path.Combine(_folder.Path, "b.db");
        var table = new FlakyTable(new SqliteBudgetTable(path));
        var exchange = new LeaseExchange(table, LeaseTime, _time, NullLogger.Instance);
        Assert.True((await exchange.ReserveAsync(Counter, 0.01m, Ct)).Fits && (await exchange.ReserveAsync(Counter, 0.01m, Ct)).Fits);
        table.FailsBefore = true;

        // The second doesn't come along with the first, which is tried again as it was.
        await FailAsync(exchange, 0.01m);
        await FailAsync(exchange, 0.01m);
        table.FailsBefore = false;
        await exchange.DisposeAsync();

        await using var read = new SqliteBudgetTable(path);
        Assert.Equal(new(0.02m, 0), Assert.Single(await read.ReadAsync(_time.GetUtcNow(), Ct)).Balance);
    }

    public void Dispose() => _folder.Dispose();

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task FailAsync(LeaseExchange exchange, decimal reserved = 0) =>
        await Assert.ThrowsAsync<IOException>(() => exchange.SettleAsync(Counter, reserved, 0.01m, Ct).AsTask());
}
