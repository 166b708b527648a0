using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using static ModelRouter.Tests.Routers;

namespace ModelRouter.Tests;

/// <summary>Loggers and listeners are the caller's: what they throw, when they are told of a budget, leaves no account open.</summary>
public class BudgetListenerTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly InMemorySpendLedger _ledger = new();
    private readonly InMemoryBudgetStore _store = new();
    private readonly List<BudgetEvent> _events = [];

    [Theory, InlineData(false), InlineData(true)]
    public async Task What_a_log_throws_of_one_budget_costs_no_entry_and_no_other_budget(bool stream)
    {
        using var router = Router(["log-a", "log-b"], _store, new ThrowingLogger<ModelRouterChatClient>("The budget log-a"));

        await Assert.ThrowsAsync<IOException>(() => router.AskAsync(stream, Hello));

        await AssertSettledAsync("log-a", "log-b");
        Assert.Equal([("log-a", 0.0001), ("log-a", 0.0002), ("log-b", 0.0001), ("log-b", 0.0002)], _events.Select(e => (e.Budget.Name, e.Threshold)));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task What_a_meter_throws_of_one_budget_costs_no_entry_and_no_other_budget(bool stream)
    {
        var name = $"meter-{stream}";
        using var listener = Throwing("modelrouter.budget.events", name);
        using var router = Router([name, "other"], _store);

        await Assert.ThrowsAsync<IOException>(() => router.AskAsync(stream, Hello));

        await AssertSettledAsync(name, "other");
        Assert.Equal(4, _events.Count);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task What_a_log_throws_of_a_store_that_fails_costs_no_entry_and_no_other_budget(bool stream)
    {
        using var router = Router(["failing", "working"], new FailingFor(_store, "failing"), new ThrowingLogger<ModelRouterChatClient>("The store of the budget"));

        await Assert.ThrowsAsync<IOException>(() => router.AskAsync(stream, Hello));

        await AssertSettledAsync("working");
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task What_a_log_throws_when_a_reservation_is_given_back_leaves_no_other_reserved(bool stream)
    {
        var logger = new ThrowingLogger<ModelRouterChatClient>("The store of the budget");
        using var router = Router(["failing", "working", "empty"], new FailingFor(_store, "failing"), logger, limitOfLast: 0.0000001m);

        await Assert.ThrowsAsync<IOException>(() => router.AskAsync(stream, Hello));

        Assert.Equal(0, (await UsesAsync())["working"].Reserved);
    }

    private ModelRouterChatClient Router(string[] budgets, IBudgetStore store, ILogger<ModelRouterChatClient>? logger = null, decimal limitOfLast = 1)
    {
        var options = new ModelRouterOptions { OnBudgetEvent = _events.Add };
        foreach (var name in budgets)
        {
            options.Budgets.Add(new() { Name = name, Window = BudgetWindow.Total, Limit = name == budgets[^1] ? limitOfLast : 1, Thresholds = [0.0001, 0.0002] });
        }

        return new([Endpoint("m", FakeChatClient.Saying("hi", new() { InputTokenCount = 10, OutputTokenCount = 100 }))], options, ledger: _ledger, timeProvider: _time, logger: logger, budgetStore: store);
    }

    private async Task AssertSettledAsync(params string[] budgets)
    {
        var entry = Assert.Single(_ledger.Snapshot());
        var uses = await UsesAsync();
        Assert.Equal(0.00041m, entry.Cost);
        Assert.All(budgets, name => Assert.Equal(new(entry.Cost, 0), uses[name]));
    }

    private async Task<Dictionary<string, BudgetBalance>> UsesAsync() =>
        (await _store.ReadAsync(_time.GetUtcNow(), TestContext.Current.CancellationToken)).ToDictionary(use => use.Budget, use => use.Balance, StringComparer.Ordinal);

    /// <summary>Throws at the first measurement of a budget; tests run beside this one, with budgets of other names.</summary>
    private static MeterListener Throwing(string instrument, string budget)
    {
        var hasThrown = false;
        var listener = new MeterListener
        {
            InstrumentPublished = (published, listening) =>
            {
                if (published.Name == instrument)
                {
                    listening.EnableMeasurementEvents(published);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) =>
        {
            foreach (var tag in tags)
            {
                if (Equals(tag.Value, budget) && !Interlocked.Exchange(ref hasThrown, true))
                {
                    throw new IOException("The meter is broken.");
                }
            }
        });
        listener.Start();
        return listener;
    }

    /// <summary>Fails to settle one budget.</summary>
    private sealed class FailingFor(InMemoryBudgetStore store, string budget) : IBudgetStore
    {
        public ValueTask<BudgetAnswer> ReserveAsync(BudgetCounter counter, decimal amount, CancellationToken cancellationToken = default) => store.ReserveAsync(counter, amount, cancellationToken);

        public ValueTask<BudgetBalance> SettleAsync(BudgetCounter counter, decimal reserved, decimal spent, CancellationToken cancellationToken = default) =>
            counter.Budget == budget ? throw new TimeoutException() : store.SettleAsync(counter, reserved, spent, cancellationToken);

        public ValueTask<IReadOnlyList<BudgetUse>> ReadAsync(DateTimeOffset moment, CancellationToken cancellationToken = default) => store.ReadAsync(moment, cancellationToken);
    }
}
