using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
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
        Assert.True(receipt.Budgets[0].Reserved > alone.Budgets[0].Reserved);
        Assert.All(await store.ReadAsync(DateTimeOffset.UnixEpoch, TestContext.Current.CancellationToken), use => Assert.Equal(0, use.Balance.Reserved));
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
