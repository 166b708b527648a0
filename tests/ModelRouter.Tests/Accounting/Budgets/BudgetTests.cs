using System.Globalization;
using Microsoft.Extensions.AI;
using static ModelRouter.Tests.Routers;

namespace ModelRouter.Tests;

/// <summary>What budgets do to single calls, streaming and not.</summary>
public class BudgetTests : BudgetedRouters
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_a_call_cost_is_counted_and_the_receipt_says_what_was_put_aside(bool stream)
    {
        using var router = Router([Daily(1)], ("m", FakeChatClient.Saying("hi", Usage), 1));

        var receipt = (await router.AskAsync(stream, Hello)).GetRoutingReceipt()!;

        var charge = Assert.Single(receipt.Budgets);
        Assert.Equal(("daily", "", receipt.Cost), (charge.Budget, charge.Value, charge.Settled));
        Assert.True(charge.Reserved > charge.Settled);
        Assert.Equal(new BudgetBalance(receipt.Cost, 0), (await UsesAsync())["daily/"]);
        Assert.Equal(_ledger.Total, receipt.Cost);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_call_that_does_not_fit_is_denied_before_it_is_sent_and_told_why(bool stream)
    {
        // What is told doesn't depend on where the application runs.
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (culture.NumberFormat.NumberDecimalSeparator, culture.DateTimeFormat.TimeSeparator) = (",", ".");
        CultureInfo.CurrentCulture = culture;
        var client = FakeChatClient.Saying("hi", Usage);
        using var router = Router([Daily(0.000001m)], ("m", client, 1));

        var failure = await Assert.ThrowsAsync<BudgetExhaustedException>(() => router.AskAsync(stream, Hello));

        Assert.Equal((0, 0L), (client.Calls, _ledger.Count));
        Assert.Equal(("daily", 0.000001m, new DateTimeOffset(2026, 5, 6, 0, 0, 0, TimeSpan.Zero)), (failure.Budget, failure.Left, failure.WindowEnd));
        Assert.Contains("m [budget]", failure.Message, StringComparison.Ordinal);
        Assert.Contains("'daily' has 0.000001 US dollars left of 0.000001 US dollars until 2026-05-06 00:00:00Z", failure.Message, StringComparison.Ordinal);
        Assert.Empty(failure.Decision.Ranking);
        Assert.Equal(BudgetEventKind.Exhausted, Assert.Single(_events).Kind);
        Assert.Equal(default, (await UsesAsync())["daily/"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Deny_keeps_the_ranking_and_downgrade_takes_the_cheapest_that_fits(bool stream)
    {
        (string, FakeChatClient, decimal)[] models =
            [("best", FakeChatClient.Saying("hi", Usage), 1_000), ("good", FakeChatClient.Saying("hi", Usage), 10), ("cheap", FakeChatClient.Saying("hi", Usage), 1)];
        using var denying = Router([Daily(1)], models);
        using var downgrading = Router([Daily(1) with { OnExhaustion = BudgetExhaustion.Downgrade }], models);

        var denied = (await denying.AskAsync(stream, Hello)).GetRoutingReceipt()!;
        var downgraded = (await downgrading.AskAsync(stream, Hello)).GetRoutingReceipt()!;

        Assert.Equal(("good", "best", "budget"), (denied.Model, denied.Skipped[0].Model, denied.Skipped[0].Rule));
        Assert.Equal(("cheap", "best", "budget"), (downgraded.Model, downgraded.Skipped[0].Model, downgraded.Skipped[0].Rule));
        Assert.Single(downgraded.Skipped);
    }

    [Fact]
    public async Task Models_that_cost_nothing_fit_every_budget_in_dollars_and_none_in_tokens()
    {
        using var dollars = Router([Daily(0.000001m)], ("dear", FakeChatClient.Saying("hi", Usage), 1), ("own", FakeChatClient.Saying("hi", Usage), 0));
        using var tokens = Router([Daily(100) with { Unit = BudgetUnit.Tokens }], ("own", FakeChatClient.Saying("hi", Usage), 0));

        Assert.Equal("own", (await dollars.AskAsync(false, Hello)).GetRoutingReceipt()!.Model);
        await Assert.ThrowsAsync<BudgetExhaustedException>(() => tokens.AskAsync(false, Hello));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Tokens_are_counted_whatever_they_cost(bool stream)
    {
        using var router = Router([Daily(100_000) with { Unit = BudgetUnit.Tokens }], ("own", FakeChatClient.Saying("hi", Usage), 0));

        await router.AskAsync(stream, Hello);

        Assert.Equal(new BudgetBalance(110, 0), (await UsesAsync())["daily/"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_budget_that_comes_to_count_dollars_does_not_take_the_tokens_for_them(bool stream)
    {
        using var tokens = Router([Daily(100_000) with { Unit = BudgetUnit.Tokens }], ("m", FakeChatClient.Saying("hi", Usage), 1));
        using var dollars = Router([Daily(1)], ("m", FakeChatClient.Saying("hi", Usage), 1));
        await tokens.AskAsync(stream, Hello);

        var cost = (await dollars.AskAsync(stream, Hello)).GetRoutingReceipt()!.Cost;

        Assert.Equal(cost, Assert.Single(await dollars.Budgets!.ReadAsync(TestContext.Current.CancellationToken)).Balance.Spent);
        Assert.Equal(110, Assert.Single(await tokens.Budgets!.ReadAsync(TestContext.Current.CancellationToken)).Balance.Spent);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_budget_of_each_tag_has_no_counter_of_each_run_and_one_may_be_named(bool stream)
    {
        using var router = Router(
            [Daily(5) with { Name = "tags", Scope = BudgetScope.Tag }, Daily(5) with { Name = "nightly", Scope = BudgetScope.Tag, Value = "run:nightly" }],
            ("m", FakeChatClient.Saying("hi", Usage), 1));

        foreach (var id in new[] { "nightly", "other" })
        {
            using var scope = new RoutingRun(id).Begin();
            await router.AskAsync(stream, Hello, For("acme", "red"));
        }

        var uses = await UsesAsync();
        Assert.Equal(["nightly/run:nightly", "tags/red"], uses.Keys.Order(StringComparer.Ordinal));
        Assert.Equal((0.00041m, 0.00082m), (uses["nightly/run:nightly"].Spent, uses["tags/red"].Spent));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_budget_that_only_alerts_serves_all_and_tells_each_threshold_once(bool stream)
    {
        // A call costs 0.00041.
        using var router = Router(
            [Daily(0.001m) with { OnExhaustion = BudgetExhaustion.AllowAndAlert, Thresholds = [0.4, 0.8] }], ("m", FakeChatClient.Saying("hi", Usage), 1));

        for (var i = 0; i < 6; i++)
        {
            await router.AskAsync(stream, Hello);
        }

        Assert.Equal([0.4, 0.8, 1], _events.Select(e => e.Threshold));
        Assert.All(_events, e => Assert.Equal(BudgetEventKind.Threshold, e.Kind));
        Assert.Equal(6 * 0.00041m, (await UsesAsync())["daily/"].Spent);

        _time.Advance(TimeSpan.FromDays(1));
        await router.AskAsync(stream, Hello);
        Assert.Equal(0.4, _events[^1].Threshold);
        Assert.Equal(4, _events.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_whole_is_a_threshold_once_though_it_is_given_as_one(bool stream)
    {
        using var router = Router([Daily(0.0004m) with { OnExhaustion = BudgetExhaustion.AllowAndAlert, Thresholds = [1] }], ("m", FakeChatClient.Saying("hi", Usage), 1));

        await router.AskAsync(stream, Hello);

        Assert.Equal(1, Assert.Single(_events).Threshold);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task At_the_end_of_a_window_the_next_one_has_begun(bool stream)
    {
        using var router = Router([Daily(0.00042m)], ("m", FakeChatClient.Saying("hi", Usage), 0.1m));
        var options = new ChatOptions { MaxOutputTokens = 100 };
        while (_events.Count == 0)
        {
            try
            {
                await router.AskAsync(stream, Hello, options);
            }
            catch (BudgetExhaustedException)
            {
            }
        }

        _time.Advance(TimeSpan.FromHours(12) - TimeSpan.FromTicks(1));
        await Assert.ThrowsAsync<BudgetExhaustedException>(() => router.AskAsync(stream, Hello, options));
        _time.Advance(TimeSpan.FromTicks(1));

        Assert.Equal("hi", (await router.AskAsync(stream, Hello, options)).Text);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_caller_who_leaves_while_the_store_is_asked_is_no_failure_of_the_store(bool stream)
    {
        using var cancellation = new CancellationTokenSource();
        var store = new HeldBudgetStore(_store, heedsCancellation: true);
        using var router = new ModelRouterChatClient([Endpoint("m", FakeChatClient.Saying("hi", Usage))], Options([Daily(1)]), ledger: _ledger, timeProvider: _time, budgetStore: store);
        await router.AskAsync(stream, Hello);

        // Without a limit of its own it would be asked once more about a shorter answer.
        var asked = router.AskCancellablyAsync(stream, Hello, new() { MaxOutputTokens = 100 }, cancellation.Token);
        await store.Asked.Task.WaitAsync(TestContext.Current.CancellationToken);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
        Assert.False(router.Budgets.IsFailing);
        Assert.Equal((1L, 0m), (_ledger.Count, (await UsesAsync())["daily/"].Reserved));
    }

    [Fact]
    public async Task Each_tenant_has_its_own_and_the_lowest_of_all_budgets_decides()
    {
        using var router = Router(
            [
                Daily(10),
                Daily(0.06m) with { Name = "tenants", Scope = BudgetScope.Tenant },
                Daily(0.03m) with { Name = "acme", Scope = BudgetScope.Tenant, Value = "acme" },
                Daily(5) with { Name = "tags", Scope = BudgetScope.Tag },
            ],
            ("m", FakeChatClient.Saying("hi", Usage), 1));

        await router.AskAsync(false, Hello, For("other", "red", "blue"));
        await router.AskAsync(false, Hello, For("third"));
        await router.AskAsync(false, Hello);
        var failure = await Record.ExceptionAsync(async () =>
        {
            for (var i = 0; i < 1_000; i++)
            {
                await router.AskAsync(false, Hello, For("acme"));
            }
        });

        Assert.Equal(("acme", "acme"), (Assert.IsType<BudgetExhaustedException>(failure).Budget, ((BudgetExhaustedException)failure).Value));
        var uses = await UsesAsync();
        Assert.Equal(0.00041m, uses["tenants/other"].Spent);
        Assert.Equal((0.00041m, 0.00041m), (uses["tags/red"].Spent, uses["tags/blue"].Spent));
        Assert.Equal(uses["acme/acme"], uses["tenants/acme"]);
        Assert.InRange(uses["acme/acme"].Spent, 0.02m, 0.03m);
        Assert.Equal(_ledger.Total, uses["daily/"].Spent);
        Assert.All(uses.Values, use => Assert.Equal(0, use.Reserved));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_store_that_fails_keeps_out_what_costs_and_takes_no_answer_away(bool stream)
    {
        var store = new FailingBudgetStore { FailsToReserve = true };
        using var router = new ModelRouterChatClient(
            [Model("dear", FakeChatClient.Saying("hi", Usage), 1, 0.9), Model("own", FakeChatClient.Saying("hi", Usage), 0, 0.1)],
            Options([Daily(1)]), ledger: _ledger, timeProvider: _time, budgetStore: store);

        var receipt = (await router.AskAsync(stream, Hello)).GetRoutingReceipt()!;
        Assert.Equal(("own", "budget"), (receipt.Model, receipt.Skipped[0].Rule));
        Assert.Contains("store failed with IOException", receipt.Skipped[0].Reason, StringComparison.Ordinal);

        (store.FailsToReserve, store.FailsToSettle) = (false, true);
        Assert.Equal("dear", (await router.AskAsync(stream, Hello)).GetRoutingReceipt()!.Model);
        Assert.True(router.Budgets!.IsFailing);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task A_store_that_fails_is_no_budget_that_is_spent(bool stream, bool recovers)
    {
        // It is back when the second model's turn comes, for which there isn't enough.
        var store = new FailingBudgetStore { FailsToReserve = !recovers, ReservationsToFail = 1, IsSpent = true };
        var (best, other) = (FakeChatClient.Saying("hi", Usage), FakeChatClient.Saying("hi", Usage));
        using var router = new ModelRouterChatClient(
            [Model("best", best, 1, 0.9), Model("other", other, 1, 0.1)], Options([Daily(1)]), ledger: _ledger, timeProvider: _time, budgetStore: store);

        var failure = await Assert.ThrowsAsync<BudgetUnavailableException>(() => router.AskAsync(stream, Hello));

        Assert.Equal(("daily", ""), (failure.Budget, failure.Value));
        Assert.Equal((0, 0, 0L), (best.Calls, other.Calls, _ledger.Count));
        Assert.Equal(["best", "other"], failure.Decision.Excluded.Select(static excluded => excluded.Model));
        Assert.Contains("store failed with IOException", failure.Message, StringComparison.Ordinal);
        Assert.Equal(recovers, failure.Message.Contains("1 US dollars left", StringComparison.Ordinal));
        Assert.Equal(recovers ? 1 : 0, _events.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_store_that_fails_for_a_moment_shortens_no_answer(bool stream)
    {
        var (dear, own) = (FakeChatClient.Saying("hi", Usage), FakeChatClient.Saying("hi", Usage));
        using var router = new ModelRouterChatClient(
            [Model("dear", dear, 1, 0.9), Model("own", own, 0, 0.1)], Options([Daily(1)]), timeProvider: _time, budgetStore: new FailingBudgetStore { ReservationsToFail = 1 });

        Assert.Equal("own", (await router.AskAsync(stream, Hello)).GetRoutingReceipt()!.Model);
        await router.AskAsync(stream, Hello);
        Assert.InRange(Assert.Single(dear.ReceivedOptions)!.MaxOutputTokens!.Value, 4_096, int.MaxValue);
    }

    [Theory]
    [InlineData(false, true, 2)]
    [InlineData(true, true, 2)]
    [InlineData(false, true, 3)]
    [InlineData(false, false, 3)]
    [InlineData(true, false, 3)]
    public async Task A_threshold_that_is_crossed_while_the_store_fails_is_told_once_it_works_again(bool stream, bool keeps, int failing)
    {
        const decimal Cost = 0.00041m;
        var store = new ForgetfulBudgetStore(_store, keeps);
        using var router = new ModelRouterChatClient(
            [Model("m", FakeChatClient.Saying("hi", Usage), 1, 0.9)],
            Options([Daily(4 * Cost) with { OnExhaustion = BudgetExhaustion.AllowAndAlert, Thresholds = [0.5] }]), timeProvider: _time, budgetStore: store);

        for (var call = 1; call <= 6; call++)
        {
            store.Fails = call == failing;
            Assert.Equal(Cost, (await router.AskAsync(stream, Hello)).GetRoutingReceipt()!.Cost);
        }

        Assert.Equal([0.5, 1], _events.Select(e => e.Threshold));
        Assert.All(_events, e => Assert.Equal(BudgetEventKind.Threshold, e.Kind));
        Assert.Equal((keeps ? 6 : 5) * Cost, (await UsesAsync())["daily/"].Spent);
    }

    [Fact]
    public async Task A_listener_that_throws_does_no_harm()
    {
        var options = Options([Daily(1) with { Thresholds = [0.0001] }]);
        options.OnBudgetEvent = _ => throw new InvalidOperationException();
        using var router = new ModelRouterChatClient([Model("m", FakeChatClient.Saying("hi", Usage), 1, 0.9)], options, timeProvider: _time);
        Assert.Equal("hi", (await router.AskAsync(false, Hello)).Text);
    }
}
