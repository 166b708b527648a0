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

    public void Dispose() => _folder.Dispose();
}
