using Microsoft.Extensions.AI;
using static ModelRouter.Tests.Routers;

namespace ModelRouter.Tests;

/// <summary>What is put aside for a call before it is sent, what holds the call to that, and what becomes of it.</summary>
public class BudgetReservationTests : BudgetedRouters
{
    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    [InlineData(true, 1)]
    public async Task Only_what_is_beyond_the_reservation_overruns_it(bool stream, int more)
    {
        var client = FakeChatClient.Saying("hi", Usage);
        using var router = Router([Daily(1_000_000) with { Unit = BudgetUnit.Tokens }], ("m", client, 1));
        var options = new ChatOptions { MaxOutputTokens = 100 };
        var reserved = (long)Assert.Single((await router.AskAsync(stream, Hello, options)).GetRoutingReceipt()!.Budgets).Reserved;

        client.Updates = FakeChatClient.Saying("hi", new() { InputTokenCount = reserved - 100, OutputTokenCount = 100 + more }).Updates;
        var charge = Assert.Single((await router.AskAsync(stream, Hello, options)).GetRoutingReceipt()!.Budgets);

        Assert.Equal((reserved, reserved + more), (charge.Reserved, charge.Settled));
        Assert.Equal(Enumerable.Repeat(BudgetEventKind.Overrun, more), _events.Select(e => e.Kind));
    }

    [Fact]
    public async Task What_was_reserved_in_a_window_is_settled_in_it_and_the_next_one_is_whole()
    {
        var client = FakeChatClient.Saying("hi", Usage);
        client.Before = _ =>
        {
            _time.Advance(TimeSpan.FromMinutes(5));
            return Task.CompletedTask;
        };
        _time.SetUtcNow(new(2026, 5, 5, 23, 58, 0, TimeSpan.Zero));
        using var router = Router([Daily(1)], ("m", client, 1));

        var receipt = (await router.AskAsync(false, Hello)).GetRoutingReceipt()!;

        var uses = await _store.ReadAsync(DateTimeOffset.MinValue, TestContext.Current.CancellationToken);
        Assert.Equal((new DateTimeOffset(2026, 5, 5, 0, 0, 0, TimeSpan.Zero), new BudgetBalance(receipt.Cost, 0)), (uses.Single().Start, uses.Single().Balance));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_answer_without_a_limit_gets_one_that_fits_and_the_callers_own_stays(bool stream)
    {
        var client = FakeChatClient.Saying("hi", Usage);
        using var ample = Router([Daily(1)], ("m", client, 1));
        using var tight = Router([Daily(0.01m)], ("m", client, 1));
        using var none = Router([Daily(1) with { OnExhaustion = BudgetExhaustion.AllowAndAlert }], ("m", client, 1));
        var options = new ChatOptions();

        await ample.AskAsync(stream, Hello, options);
        await tight.AskAsync(stream, Hello);
        await none.AskAsync(stream, Hello, options);
        await ample.AskAsync(stream, Hello, new() { MaxOutputTokens = 50 });

        var limits = client.ReceivedOptions.Select(o => o?.MaxOutputTokens).ToArray();
        Assert.True(limits[0] >= 4_096 && limits[1] is >= 512 and < 4_096, string.Join(", ", limits));
        Assert.Equal([null, 50], limits[2..]);
        Assert.Null(options.MaxOutputTokens);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_thought_leaves_room_for_its_answer_in_a_limit_that_is_the_routers_own(bool stream)
    {
        var client = FakeChatClient.Saying("hi", Usage);
        var thinker = Model("m", client, 1, 0.9);
        thinker = new(thinker.Profile with { Capabilities = thinker.Profile.Capabilities | ModelCapabilities.Reasoning, ContextWindow = 100_000 }, client);
        using var ample = new ModelRouterChatClient([thinker], Options([Daily(1)]), timeProvider: _time, budgetStore: _store);
        using var tight = new ModelRouterChatClient([thinker], Options([Daily(0.01m)]), timeProvider: _time, budgetStore: new InMemoryBudgetStore());
        ChatOptions Thinking(int? most = null) => new() { MaxOutputTokens = most, AdditionalProperties = new() { ["think_budget"] = 6_000 } };

        await ample.AskAsync(stream, Hello, Thinking());
        await tight.AskAsync(stream, Hello, Thinking());
        await ample.AskAsync(stream, Hello, Thinking(most: 100));

        var sent = client.ReceivedOptions.Select(static o => (Most: o!.MaxOutputTokens!.Value, Thought: o.AdditionalProperties!["think_budget"])).ToArray();
        Assert.True(sent[0].Most >= 6_512 && sent[1].Most is >= 512 and < 4_096, string.Join(", ", sent));
        Assert.Equal([6_000, sent[1].Most - Math.Min(512, sent[1].Most / 4), 6_000], sent.Select(static s => s.Thought));
    }

    [Theory]
    [InlineData(false, 1_000, null, 1_000), InlineData(true, 1_000, null, 1_000)]
    [InlineData(false, 1_000, 8_000, 1_000), InlineData(true, 1_000, 8_000, 1_000)]
    [InlineData(false, 1_000, -1, 1_000), InlineData(true, 1_000, -1, 1_000)]
    [InlineData(false, null, null, null), InlineData(true, null, null, null)]
    [InlineData(false, null, -1, 4_000), InlineData(true, null, -1, 4_000)]
    public async Task A_request_is_held_to_what_was_reserved_for(bool stream, int? most, int? asked, int? sent)
    {
        // What its window holds by itself needs no limit.
        var client = FakeChatClient.Saying("hi", Usage);
        using var router = new ModelRouterChatClient(
            [new(Profile("m") with { MaxOutputTokens = most, ContextWindow = 4_000 }, client)], Options([Daily(1)]), timeProvider: _time, budgetStore: _store);

        await router.AskAsync(stream, Hello, new() { MaxOutputTokens = asked });
        await router.AskAsync(stream, Hello, asked is null ? null : new() { MaxOutputTokens = asked });

        Assert.Equal([sent, sent], client.ReceivedOptions.Select(o => o?.MaxOutputTokens));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task More_than_was_reserved_is_counted_in_full_and_told(bool stream)
    {
        using var router = Router([Daily(1)], ("m", FakeChatClient.Saying("hi", new() { InputTokenCount = 10, OutputTokenCount = 1_000_000 }), 1));

        var receipt = (await router.AskAsync(stream, Hello, new() { MaxOutputTokens = 50 })).GetRoutingReceipt()!;

        Assert.True(receipt.Cost > 1);
        Assert.Equal(receipt.Cost, (await UsesAsync())["daily/"].Spent);
        Assert.Contains(_events, e => e.Kind == BudgetEventKind.Overrun);
        await Assert.ThrowsAsync<BudgetExhaustedException>(() => router.AskAsync(stream, Hello));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task While_the_ledger_takes_its_time_nothing_is_held_that_is_not_needed(bool stream)
    {
        var ledger = new SlowLedger();
        using var router = new ModelRouterChatClient(
            [Model("m", FakeChatClient.Saying("hi", Usage), 1, 0.9)], Options([Daily(1)]), ledger: ledger, timeProvider: _time, budgetStore: _store);

        var asking = router.AskAsync(stream, Hello);
        var entry = await ledger.Asked.Task.WaitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(new BudgetBalance(entry.Cost, 0), (await UsesAsync())["daily/"]);
        Assert.True(entry.Cost > 0);
        ledger.Done.SetResult();
        await asking;
    }
}
