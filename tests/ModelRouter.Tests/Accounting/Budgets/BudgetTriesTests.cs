using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Time.Testing;
using static ModelRouter.Tests.Routers;

namespace ModelRouter.Tests;

/// <summary>A client with nodes of its own: what its failed tries cost is reserved and counted as well.</summary>
public class BudgetTriesTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Tries_below_are_reserved_for_and_settled(bool stream)
    {
        var (ledger, store, options) = (new InMemorySpendLedger(), new InMemoryBudgetStore(), new ModelRouterOptions());
        options.Budgets.Add(new() { Name = "all", Window = BudgetWindow.Total, Limit = 100 });
        options.Budgets.Add(new() { Name = "tokens", Window = BudgetWindow.Total, Limit = 100_000, Unit = BudgetUnit.Tokens });
        using var pool = new ModelRouterChatClient([Endpoint("m", new Nodes(3))], options, ledger: ledger, budgetStore: store);
        using var single = new ModelRouterChatClient([Endpoint("m", new Nodes(1))], options);

        var receipt = (await pool.AskAsync(stream, Hello)).GetRoutingReceipt()!;
        var alone = (await single.AskAsync(stream, Hello)).GetRoutingReceipt()!;

        Assert.Equal((3, 1), (receipt.Attempts.Count, alone.Attempts.Count));
        Assert.Equal(ledger.Total, receipt.Budgets[0].Settled);
        Assert.Equal(3 * 110, receipt.Budgets[1].Settled);
        Assert.All([0, 1], i => Assert.True(receipt.Budgets[i].Reserved > alone.Budgets[i].Reserved));
        Assert.All(await store.ReadAsync(DateTimeOffset.UnixEpoch, TestContext.Current.CancellationToken), use => Assert.Equal(0, use.Balance.Reserved));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Tries_below_an_answer_that_fails_its_checks_are_settled_too_at_the_prices_of_their_beginning(bool stream)
    {
        var time = new FakeTimeProvider(new(2026, 5, 5, 12, 0, 0, TimeSpan.Zero));
        var (ledger, options) = (new InMemorySpendLedger(), Cascades.Always());
        options.Budgets.Add(new() { Name = "all", Window = BudgetWindow.Total, Limit = 100 });
        options.Budgets.Add(new() { Name = "tokens", Window = BudgetWindow.Total, Limit = 100_000, Unit = BudgetUnit.Tokens });
        var pricing = Cascades.Small.Pricing with { EffectiveFrom = time.GetUtcNow().AddSeconds(30), InputPerMillion = 1_000, Earlier = Cascades.Small.Pricing };
        var verifier = new FakeVerifier(answer =>
        {
            time.Advance(TimeSpan.FromMinutes(1));
            return answer.Model.Id == "small" ? AnswerVerdict.Rejected("no") : AnswerVerdict.Accepted;
        });
        using var router = new ModelRouterChatClient(
            [new(Cascades.Small with { Pricing = pricing }, new Nodes(3)), new(Cascades.Large, new Nodes(1))],
            options, predictor: Cascades.Usual, ledger: ledger, timeProvider: time, answerVerifiers: [verifier]);

        var receipt = (await router.AskAsync(stream, Hello)).GetRoutingReceipt()!;

        Assert.Equal(["small", "small", "small", "large"], receipt.Attempts.Select(a => a.Model));
        Assert.Equal(3 * 0.00041m, receipt.Attempts.Take(3).Sum(a => a.Cost));
        Assert.Equal((ledger.Total, 4 * 110m), (receipt.Budgets[0].Settled, receipt.Budgets[1].Settled));
    }

    private sealed class Nodes(int count) : IChatClient
    {
        public async Task<ChatResponse> GetResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        {
            var response = new ChatResponse(new ChatMessage(ChatRole.Assistant, "hi")) { Usage = Usage() };
            Tries().Tell(response);
            return response;
        }

        public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            var update = new ChatResponseUpdate(ChatRole.Assistant, [new TextContent("hi"), new UsageContent(Usage())]);
            Tries().Tell(update);
            yield return update;
        }

        public object? GetService(Type serviceType, object? serviceKey = null) => serviceType == typeof(TryLimit) ? new TryLimit(count) : null;

        public void Dispose()
        {
        }

        private static UsageDetails Usage() => new() { InputTokenCount = 10, OutputTokenCount = 100 };

        private TriesBelow Tries() => new([.. Enumerable.Range(1, count - 1).Select(node =>
        {
            var meter = new AttemptMeter();
            meter.Add(new ChatResponseUpdate(ChatRole.Assistant, [new UsageContent(Usage())]));
            return new FailedTry($"n{node}", meter, new(ModelFailureKind.Server), new IOException(), "IOException", DateTimeOffset.UnixEpoch, TimeSpan.Zero);
        })]);
    }
}
