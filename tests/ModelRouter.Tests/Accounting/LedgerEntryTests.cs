using Microsoft.Extensions.AI;

namespace ModelRouter.Tests;

public class LedgerEntryTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_entry_tells_what_the_receipt_tells_of_its_attempt(bool stream)
    {
        var ledger = new InMemorySpendLedger();
        using var router = Routers.Over(
            ledger,
            ("broken", FakeChatClient.Throwing(() => new HttpRequestException("'snow' was refused", null, System.Net.HttpStatusCode.InternalServerError))),
            ("well", FakeChatClient.Saying("white", new() { InputTokenCount = 10, OutputTokenCount = 3 })));

        var receipt = (await router.AskAsync(stream, Routers.Hello)).GetRoutingReceipt()!;

        var entries = ledger.Snapshot();
        Assert.Equal(receipt.Attempts.Count, entries.Count);
        Assert.Equal([1, 2], entries.Select(e => e.Attempt));
        foreach (var (entry, attempt) in entries.Zip(receipt.Attempts))
        {
            Assert.Equal(attempt, new(entry.Model, entry.Outcome, entry.Duration, entry.Cost, entry.Error) { Failure = entry.Failure });
            Assert.Equal((receipt.CallId, "auto", receipt.Decision.Hash), (entry.CallId, entry.Selection, entry.DecisionHash));
            Assert.Same(receipt.Decision.Profile, entry.Prompt);
        }

        Assert.Equal((ModelFailureKind.Server, "HttpRequestException: HTTP 500"), (entries[0].Failure, entries[0].Error));
        Assert.Equal([false, stream], entries.Select(e => e.TimeToFirstContent is not null));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_batch_is_told_and_compared_with_the_price_of_a_batch(bool stream)
    {
        var ledger = new InMemorySpendLedger();
        var pricing = new ModelPricing { InputPerMillion = 1, OutputPerMillion = 4, BatchFactor = 0.5m };
        using var router = new ModelRouterChatClient(
            [new(Routers.Profile("m") with { Pricing = pricing }, FakeChatClient.Saying("white", new() { InputTokenCount = 10, OutputTokenCount = 3 }))], ledger: ledger);

        await router.AskAsync(stream, Routers.Hello, new ChatOptions().WithBatch());
        await router.AskAsync(stream, Routers.Hello);

        Assert.Equal([(true, 0.000011m), (false, 0.000022m)], ledger.Snapshot().Select(static entry => (entry.IsBatch, entry.Cost)));
        var report = await SpendReport.CreateAsync(ledger.Snapshot().ToAsyncEnumerable(), SpendGrouping.Model, pricing, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(0.000033m, report.Total.ReferenceCost);
    }

    [Fact]
    public void A_decision_s_hash_is_the_same_for_ever()
    {
        // FNV-1a 64 over UTF-16 code units of "auto␁a␁b␂c␃health", by another implementation.
        Assert.Equal(0xa20adcc34d96b197UL, Decision(["a", "b"], ("c", "health")).Hash);
    }

    [Fact]
    public void What_differs_in_order_model_or_rule_has_another_hash()
    {
        RoutingDecision[] decisions =
        [
            Decision(["a", "b"], ("c", "health")),
            Decision(["b", "a"], ("c", "health")),
            Decision(["a", "b"], ("c", "tier")),
            Decision(["a", "b"]),
            Decision(["ab"], ("c", "health")),
            Decision(["a", "b", "c"]),
            Decision(["a"], ("b", "health"), ("c", "health")),
            Decision(["a", "b"], ("c", "health")) with { Selection = "pinned" },
            Decision(["a", "b"], ("c", "health")) with { PolicyRules = ["thrift"] },
        ];
        Assert.Distinct(decisions.Select(d => d.Hash));
        Assert.Equal(decisions[0].Hash, (decisions[0] with { Worth = 3 }).Hash);
    }

    private static RoutingDecision Decision(string[] ranking, params (string Model, string Rule)[] excluded) => new()
    {
        Profile = new()
        {
            Task = PromptTask.Chat,
            Domain = PromptDomain.Everyday,
            Language = "en",
            Difficulty = 0.5,
            DataClass = DataClass.Public,
            InputTokens = 1,
            ExpectedOutputTokens = 1,
            RequiredCapabilities = ModelCapabilities.None,
        },
        Ranking = [.. ranking.Select(model => new RankedModel(model, ModelTier.Cloud, 0.5, 1, TimeSpan.Zero, 1))],
        Excluded = [.. excluded.Select(e => new ModelExclusion(e.Model, e.Rule, "because"))],
        Selection = "auto",
    };
}
