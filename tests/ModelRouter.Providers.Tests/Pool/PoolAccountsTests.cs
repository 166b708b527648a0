using System.Net;
using System.Runtime.CompilerServices;
using CsCheck;
using Microsoft.Extensions.AI;

namespace ModelRouter.Providers.Tests;

/// <summary>Each try at a node of a pool is on the router's accounts, with what it cost.</summary>
public class PoolAccountsTests
{
    private static readonly UsageDetails Used = new() { InputTokenCount = 10, OutputTokenCount = 100 };

    private static readonly ModelProfile Profile = new()
    {
        Id = "m", Tier = ModelTier.SelfHosted, Pricing = new() { InputPerMillion = 3, OutputPerMillion = 7 },
    };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_node_that_failed_has_a_row_of_its_own(bool stream)
    {
        var ledger = new InMemorySpendLedger();
        using var router = Over(ledger, [new("down"), new("empty with usage"), new("well")]);

        var receipt = (await router.AskAsync(stream)).GetRoutingReceipt()!;

        Assert.Equal(
            [
                ("HttpRequestException: HTTP 502 at n0", ModelFailureKind.Server, 0m),
                ("EmptyResponseException at n1", ModelFailureKind.MalformedAnswer, 0.00073m),
                (null, (ModelFailureKind?)null, 0.00073m),
            ],
            receipt.Attempts.Select(a => (a.Error, a.Failure, a.Cost)));
        Assert.All(receipt.Attempts, a => Assert.Equal("m", a.Model));
        Assert.Equal((0.00146m, 0.00146m), (receipt.Cost, ledger.Total));
        Assert.Equal([AttemptOutcome.Failed, AttemptOutcome.Failed, AttemptOutcome.Succeeded], ledger.Snapshot().Select(e => e.Outcome));
        Assert.All(ledger.Snapshot(), e => Assert.Equal(receipt.CallId, e.CallId));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Each_attempt_of_a_call_that_failed_has_its_exception(bool stream)
    {
        using var router = Over(new InMemorySpendLedger(), [new("down"), new("empty"), new("down")]);
        var thrown = await Assert.ThrowsAsync<AllModelsFailedException>(() => router.AskAsync(stream));
        Assert.Equal(["HttpRequestException", "EmptyResponseException", "HttpRequestException"], thrown.InnerExceptions.Select(e => e.GetType().Name), StringComparer.Ordinal);
        Assert.Equal(thrown.InnerExceptions.Count, thrown.Attempts.Count);
    }

    [Fact]
    public void There_are_as_many_rows_as_nodes_were_asked_whatever_becomes_of_the_call() =>
        Gen.Select(Gen.Int[0, Node.Ways.Length - 1].Array[1, 4], Gen.Bool).Sample(
            (ways, stream) =>
            {
                var ledger = new InMemorySpendLedger();
                Node[] nodes = [.. ways.Select(way => new Node(Node.Ways[way]))];
                using var router = Over(ledger, nodes);
                var attempts = Attempts(router, stream);

                var rows = ledger.Snapshot();
                Assert.Equal(nodes.Sum(n => n.Asked), rows.Count);
                Assert.Equal(nodes.Where(n => n.Asked > 0).Select(n => n.Outcome(stream)), rows.Select(r => r.Outcome));
                Assert.Equal(nodes.Where(n => n.Asked > 0 && n.Reports(stream)).Sum(_ => 0.00073m), rows.Where(r => !r.Usage.IsEstimated).Sum(r => r.Cost));
                if (attempts is not null)
                {
                    Assert.Equal(rows.Select(r => (r.Outcome, r.Cost)), attempts.Select(a => (a.Outcome, a.Cost)));
                }
            },
            iter: 1_000);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_caller_who_leaves_at_the_second_node_has_paid_for_both(bool stream)
    {
        using var leaving = new CancellationTokenSource();
        var ledger = new InMemorySpendLedger();
        using var router = Over(ledger, [new("down"), new("never") { OnAsked = leaving.Cancel }]);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => router.AskAsync(stream, [new(ChatRole.User, "Hi")], until: leaving.Token));

        Assert.Equal([AttemptOutcome.Failed, AttemptOutcome.Cancelled], ledger.Snapshot().Select(e => e.Outcome));
    }

    /// <summary>The attempts that the caller is told of, if any.</summary>
    private static IReadOnlyList<RoutingAttempt>? Attempts(ModelRouterChatClient router, bool stream)
    {
        try
        {
            return router.AskAsync(stream).GetAwaiter().GetResult().GetRoutingReceipt()!.Attempts;
        }
        catch (AllModelsFailedException failed)
        {
            return failed.Attempts;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private static ModelRouterChatClient Over(ISpendLedger ledger, Node[] nodes) => new(
        [new(Profile, new PoolChatClient(nodes.Select((node, i) => new PoolNode($"n{i}", node) { TokensPerSecond = 100 - i })), ownsClient: true)],
        new() { Execution = { RetryWait = TimeSpan.Zero } },
        ledger: ledger);

    /// <summary>A node that always does the same.</summary>
    private sealed class Node(string way) : IChatClient
    {
        public static readonly string[] Ways = ["well", "down", "unreachable", "empty", "empty with usage", "bad request", "breaks"];

        public int Asked { get; private set; }

        public Action? OnAsked { get; init; }

        public AttemptOutcome Outcome(bool stream) =>
            way == "well" || (way == "breaks" && !stream) ? AttemptOutcome.Succeeded : way == "breaks" ? AttemptOutcome.Interrupted : AttemptOutcome.Failed;

        public bool Reports(bool stream) => way is "well" or "empty with usage" || (way is "breaks" && !stream);

        public async Task<ChatResponse> GetResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        {
            await StartAsync(cancellationToken);
            return new(new ChatMessage(ChatRole.Assistant, way.StartsWith("empty", StringComparison.Ordinal) ? "" : "Hello")) { Usage = way == "empty" ? null : Used };
        }

        public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await StartAsync(cancellationToken);
            yield return new(ChatRole.Assistant, "");
            if (way is "well" or "breaks")
            {
                yield return new(ChatRole.Assistant, "Hello");
            }

            if (way == "breaks")
            {
                throw new HttpRequestException("cut");
            }

            if (way != "empty")
            {
                yield return new(ChatRole.Assistant, [new UsageContent(Used)]);
            }
        }

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }

        private Task StartAsync(CancellationToken ct)
        {
            Asked++;
            OnAsked?.Invoke();
            return way switch
            {
                "down" => throw new HttpRequestException("down", null, HttpStatusCode.BadGateway),
                "unreachable" => throw new HttpRequestException("unreachable"),
                "bad request" => throw new HttpRequestException("bad", null, HttpStatusCode.BadRequest),
                "never" => Task.Delay(Timeout.Infinite, ct),
                _ => Task.CompletedTask,
            };
        }
    }
}
