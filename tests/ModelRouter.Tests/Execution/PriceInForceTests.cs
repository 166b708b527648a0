using Microsoft.Extensions.AI;
using Microsoft.Extensions.Time.Testing;

namespace ModelRouter.Tests;

/// <summary>Which of a model's prices an attempt is ranked and billed by.</summary>
public class PriceInForceTests
{
    private static readonly UsageDetails Million = new() { InputTokenCount = 1_000_000, OutputTokenCount = 0 };
    private static readonly DateTimeOffset Midnight = new(2026, 5, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly ModelPricing Rising = new() { InputPerMillion = 2, EffectiveFrom = Midnight, Earlier = new() { InputPerMillion = 1 } };
    private static readonly ModelPricing Nightly = new() { InputPerMillion = 1, OffPeak = [new() { From = new(23, 0), To = new(1, 0), Factor = 0.5m }] };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_attempt_is_billed_by_the_list_in_force_when_it_began(bool stream)
    {
        var time = new FakeTimeProvider(Midnight.AddSeconds(-1));
        var client = FakeChatClient.Saying("hi", Million);
        client.Before = _ =>
        {
            time.Advance(TimeSpan.FromSeconds(5));
            return Task.CompletedTask;
        };
        using var router = Over(time, Rising, client);

        var before = await router.AskAsync(stream, Routers.Hello);
        var after = await router.AskAsync(stream, Routers.Hello);

        Assert.Equal((1, 2), (before.GetRoutingReceipt()!.Cost, after.GetRoutingReceipt()!.Cost));
    }

    [Theory]
    [InlineData(-3601, 1)]
    [InlineData(-3600, 0.5)]
    [InlineData(0, 0.5)]
    [InlineData(3599, 0.5)]
    [InlineData(3600, 1)]
    public async Task Off_peak_hours_count_for_what_begins_in_them(int secondsFromMidnight, double expected)
    {
        var time = new FakeTimeProvider(Midnight.AddSeconds(secondsFromMidnight));
        using var router = Over(time, Nightly, FakeChatClient.Saying("hi", Million));

        var receipt = (await router.AskAsync(false, Routers.Hello)).GetRoutingReceipt()!;

        Assert.Equal((decimal)expected, receipt.Cost);
    }

    [Fact]
    public async Task A_fallback_has_its_own_beginning()
    {
        var time = new FakeTimeProvider(Midnight.AddSeconds(-1));
        var first = FakeChatClient.Throwing(static () => new TimeoutException());
        first.Before = _ =>
        {
            time.Advance(TimeSpan.FromSeconds(1));
            return Task.CompletedTask;
        };
        var ledger = new InMemorySpendLedger();
        using var router = new ModelRouterChatClient(
            [
                new(Routers.Profile("first", 0.9) with { Pricing = Rising with { PerRequest = 0 } }, first),
                new(Routers.Profile("second", 0.1) with { Pricing = Rising }, FakeChatClient.Saying("hi", Million)),
            ],
            ledger: ledger,
            timeProvider: time);

        var receipt = (await router.AskAsync(false, Routers.Hello)).GetRoutingReceipt()!;

        Assert.Equal("second", receipt.Model);
        var entries = ledger.Snapshot();
        Assert.Equal(2, entries[1].Cost);
        Assert.Equal(entries[0].Usage.InputTokens / 1_000_000m, entries[0].Cost);
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, false)]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    public async Task The_forecast_and_the_bill_of_the_same_tokens_are_the_same(int secondsFromMidnight, bool isBatch)
    {
        var time = new FakeTimeProvider(Midnight.AddSeconds(secondsFromMidnight));
        var pricing = new ModelPricing
        {
            InputPerMillion = 3, OutputPerMillion = 12, BatchFactor = 0.5m, EffectiveFrom = Midnight,
            Earlier = new() { InputPerMillion = 1, OutputPerMillion = 4, BatchFactor = 0.25m, OffPeak = Nightly.OffPeak },
        };
        var client = new FakeChatClient();
        using var router = Over(time, pricing, client);
        var options = new ChatOptions { AdditionalProperties = new() { ["modelrouter.batch"] = isBatch } };
        var decision = router.Route(Routers.Hello, options);
        client.Updates = (_, _, _) =>
        [
            new(ChatRole.Assistant, [new TextContent("hi"), new UsageContent(new() { InputTokenCount = decision.Profile.InputTokens, OutputTokenCount = decision.Profile.ExpectedOutputTokens })]),
        ];

        var receipt = (await router.AskAsync(true, Routers.Hello, options)).GetRoutingReceipt()!;

        var factor = secondsFromMidnight >= 0 ? (isBatch ? 0.5m : 1) * 3 : isBatch ? 0.25m : 0.5m;
        var tokens = decision.Profile.InputTokens + (4 * decision.Profile.ExpectedOutputTokens);
        Assert.Equal(tokens * factor / 1_000_000, receipt.Cost);
        Assert.Equal(receipt.Cost, Assert.Single(decision.Ranking).Cost);
        Assert.Equal(isBatch, decision.IsBatch);
        Assert.Equal(isBatch, decision.Explain().Contains("at batch prices", StringComparison.Ordinal));

        // What is meant for the router goes no further.
        Assert.Null(client.ReceivedOptions[0]!.AdditionalProperties);
    }

    [Fact]
    public async Task The_cheaper_model_of_the_hour_leads()
    {
        var time = new FakeTimeProvider(Midnight.AddHours(12));
        using var router = new ModelRouterChatClient(
            [
                new(Routers.Profile("flat") with { Pricing = new() { InputPerMillion = 300 } }, FakeChatClient.Saying("a")),
                new(Routers.Profile("nightly") with { Pricing = Nightly with { InputPerMillion = 400 } }, FakeChatClient.Saying("b")),
            ],
            timeProvider: time);

        var day = await router.AskAsync(false, Routers.Hello);
        time.Advance(TimeSpan.FromHours(12));
        var night = await router.AskAsync(false, Routers.Hello);

        Assert.Equal(("a", "b"), (day.Text, night.Text));
    }

    [Theory]
    [InlineData("yes")]
    [InlineData(1)]
    public async Task A_batch_mark_that_is_neither_true_nor_false_is_refused(object mark)
    {
        using var router = Over(new FakeTimeProvider(Midnight), Rising, FakeChatClient.Saying("hi"));

        await Assert.ThrowsAsync<ArgumentException>(
            () => router.AskAsync(false, Routers.Hello, new() { AdditionalProperties = new() { ["modelrouter.batch"] = mark } }));
    }

    private static ModelRouterChatClient Over(TimeProvider time, ModelPricing pricing, IChatClient client) =>
        new([new(Routers.Profile("m") with { Pricing = pricing }, client)], timeProvider: time);
}
