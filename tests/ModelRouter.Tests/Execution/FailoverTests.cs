using System.Net;
using Microsoft.Extensions.AI;
using static ModelRouter.Tests.Routers;

namespace ModelRouter.Tests;

public class FailoverTests
{
    public static TheoryData<bool, Func<Exception>> Retryable()
    {
        var data = new TheoryData<bool, Func<Exception>>();
        foreach (var stream in new[] { false, true })
        {
            foreach (var status in new[] { 401, 403, 404, 408, 429, 500, 503 })
            {
                data.Add(stream, () => new HttpRequestException("no", null, (HttpStatusCode)status));
            }

            data.Add(stream, () => new HttpRequestException("connection refused"));
            data.Add(stream, () => new IOException("reset"));
            data.Add(stream, () => new TimeoutException());
            data.Add(stream, () => new TaskCanceledException("HttpClient.Timeout"));
            data.Add(stream, () => new InvalidOperationException("unknown"));
        }

        return data;
    }

    public static TheoryData<bool, Func<Exception>> Refusals()
    {
        var data = new TheoryData<bool, Func<Exception>>();
        foreach (var stream in new[] { false, true })
        {
            data.Add(stream, () => new ModelRefusedException("full"));
            data.Add(stream, () => new TooLongException());
            data.Add(stream, () => new NotSupportedException("no images"));
            data.Add(stream, () => new ArgumentOutOfRangeException(nameof(stream)));
        }

        return data;
    }

    public static TheoryData<bool, Func<Exception>> Final()
    {
        var data = new TheoryData<bool, Func<Exception>>();
        foreach (var stream in new[] { false, true })
        {
            foreach (var status in new[] { 400, 413, 422 })
            {
                data.Add(stream, () => new HttpRequestException("no", null, (HttpStatusCode)status));
            }

            data.Add(stream, () => new ArgumentException("bad", nameof(stream)));
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Retryable))]
    public async Task A_failure_of_the_endpoint_goes_to_the_next_model(bool stream, Func<Exception> failure)
    {
        var ledger = new InMemorySpendLedger();
        using var router = Over(ledger, ("a", FakeChatClient.Throwing(failure)), ("b", FakeChatClient.Saying("ok")));

        var response = await router.AskAsync(stream, Hello);

        Assert.Equal("ok", response.Text);
        var receipt = response.GetRoutingReceipt()!;
        Assert.Equal("b", receipt.Model);
        Assert.Equal([AttemptOutcome.Failed, AttemptOutcome.Succeeded], receipt.Attempts.Select(a => a.Outcome));
        Assert.Equal(["a", "b"], ledger.Snapshot().Select(e => e.Model));
        Assert.All(ledger.Snapshot(), e => Assert.Equal(receipt.CallId, e.CallId));
        Assert.Equal(HealthState.Open, (await AfterOneCallAsync(failure, stream)).Health.State);
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task A_refusal_goes_to_the_next_model_costs_nothing_and_leaves_health_alone(bool stream, Func<Exception> refusal)
    {
        var ledger = new InMemorySpendLedger();
        using var router = Over(ledger, ("a", FakeChatClient.Throwing(refusal)), ("b", FakeChatClient.Saying("ok")));

        Assert.Equal("ok", (await router.AskAsync(stream, Hello)).Text);

        var first = ledger.Snapshot()[0];
        Assert.Equal(("a", AttemptOutcome.Failed, 0m), (first.Model, first.Outcome, first.Cost));
        Assert.Equal(HealthState.Closed, (await AfterOneCallAsync(refusal, stream)).Health.State);
    }

    [Theory]
    [MemberData(nameof(Final))]
    public async Task A_failure_of_the_request_is_final(bool stream, Func<Exception> failure)
    {
        var second = FakeChatClient.Saying("ok");
        using var router = Over(null, ("a", FakeChatClient.Throwing(failure)), ("b", second));

        var thrown = await Assert.ThrowsAnyAsync<Exception>(() => router.AskAsync(stream, Hello));

        Assert.IsType(failure().GetType(), thrown);
        Assert.Equal(0, second.Calls);
        Assert.Equal(HealthState.Closed, router.Endpoints[0].Health.State);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_answer_without_content_goes_to_the_next_model_and_is_billed(bool stream)
    {
        var empty = FakeChatClient.Saying("", new() { InputTokenCount = 1_000_000, OutputTokenCount = 0 });
        using var router = Over(null, ("a", empty), ("b", FakeChatClient.Saying("ok", new() { InputTokenCount = 0, OutputTokenCount = 0 })));

        var receipt = (await router.AskAsync(stream, Hello)).GetRoutingReceipt()!;

        Assert.Equal("b", receipt.Model);
        Assert.Equal(1m, receipt.Cost);
        Assert.Contains(nameof(EmptyResponseException), receipt.Attempts[0].Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_answer_that_its_limit_cut_off_before_it_began_says_nothing_of_the_models_health(bool stream)
    {
        var thinking = new FakeChatClient
        {
            Updates = (_, _, _) =>
            [
                new(ChatRole.Assistant, "") { FinishReason = ChatFinishReason.Length },
                new(ChatRole.Assistant, [new UsageContent(new() { InputTokenCount = 0, OutputTokenCount = 16 })]),
            ],
        };
        using var router = Over(null, ("a", thinking), ("b", FakeChatClient.Saying("ok", new() { InputTokenCount = 0, OutputTokenCount = 0 })));

        for (var i = 0; i < 5; i++)
        {
            var receipt = (await router.AskAsync(stream, Hello, new() { MaxOutputTokens = 16 })).GetRoutingReceipt()!;
            Assert.Equal(("b", (ModelFailureKind?)ModelFailureKind.OutputLimit, 16 * 4e-6m), (receipt.Model, receipt.Attempts[0].Failure, receipt.Cost));
        }

        Assert.Equal((5, HealthState.Closed), (thinking.Calls, router.Endpoints[0].Health.State));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_content_filter_is_an_answer(bool stream)
    {
        var filtered = new FakeChatClient
        {
            Updates = (_, _, _) => [new(ChatRole.Assistant, "") { FinishReason = ChatFinishReason.ContentFilter }],
        };
        var second = FakeChatClient.Saying("ok");
        using var router = Over(null, ("a", filtered), ("b", second));

        var response = await router.AskAsync(stream, Hello);

        Assert.Equal(ChatFinishReason.ContentFilter, response.FinishReason);
        Assert.Equal(0, second.Calls);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_client_that_gives_nothing_at_all_is_replaced(bool stream)
    {
        using var router = Over(null, ("a", new NullClient()), ("b", FakeChatClient.Saying("ok")));

        var response = await router.AskAsync(stream, Hello);

        Assert.Equal(("ok", (ModelFailureKind?)ModelFailureKind.MalformedAnswer), (response.Text, response.GetRoutingReceipt()!.Attempts[0].Failure));
    }

    [Fact]
    public async Task A_client_that_gives_nothing_after_content_has_broken_off()
    {
        var ledger = new InMemorySpendLedger();
        using var router = Over(ledger, ("a", new FakeChatClient { Updates = (_, _, _) => [new(ChatRole.Assistant, "Once"), null!] }), ("b", FakeChatClient.Saying("ok")));

        Assert.Contains("'a'", (await Assert.ThrowsAsync<InvalidDataException>(() => router.AskAsync(stream: true, Hello))).Message, StringComparison.Ordinal);
        Assert.Equal(AttemptOutcome.Interrupted, Assert.Single(ledger.Snapshot()).Outcome);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task When_all_fail_the_exception_tells_every_attempt(bool stream)
    {
        using var router = Over(
            null,
            ("a", FakeChatClient.Throwing(() => new IOException("api_key=hunter2secret was refused"))),
            ("b", FakeChatClient.Throwing(() => new HttpRequestException("prompt 'zanzibar' was too slow", null, HttpStatusCode.GatewayTimeout))));

        var thrown = await Assert.ThrowsAsync<AllModelsFailedException>(() => router.AskAsync(stream, Hello));

        Assert.Equal(["a", "b"], thrown.Attempts.Select(a => a.Model));
        Assert.Collection(thrown.InnerExceptions, e => Assert.IsType<IOException>(e), e => Assert.IsType<HttpRequestException>(e));
        Assert.Equal(["IOException", "HttpRequestException: HTTP 504"], thrown.Attempts.Select(a => a.Error));
        Assert.Equal("All models that were tried failed. a: IOException; b: HttpRequestException: HTTP 504.", thrown.Message);
        Assert.Contains("zanzibar", thrown.InnerExceptions[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_retried_after_content()
    {
        var ledger = new InMemorySpendLedger();
        var cut = new FakeChatClient { Updates = (_, _, _) => Cut() };
        var second = FakeChatClient.Saying("ok");
        using var router = Over(ledger, ("a", cut), ("b", second));

        var got = new List<string>();
        await Assert.ThrowsAsync<IOException>(async () =>
        {
            await foreach (var update in router.GetStreamingResponseAsync(Hello, cancellationToken: TestContext.Current.CancellationToken))
            {
                got.Add(update.Text);
            }
        });

        Assert.Equal(["", "Once"], got);
        Assert.Equal(0, second.Calls);
        var entry = Assert.Single(ledger.Snapshot());
        Assert.Equal(AttemptOutcome.Interrupted, entry.Outcome);
        Assert.True(entry is { Usage: { IsEstimated: true, InputTokens: > 0, OutputTokens: 1 }, Cost: > 0 });
        Assert.Equal(1, cut.EnumeratorDisposals);

        static IEnumerable<ChatResponseUpdate> Cut()
        {
            yield return new(ChatRole.Assistant, "");
            yield return new(ChatRole.Assistant, "Once");
            throw new IOException("cut");
        }
    }

    [Fact]
    public async Task Empty_updates_are_held_until_content_and_dropped_with_a_failed_model()
    {
        var broken = new FakeChatClient { Updates = (_, _, _) => Broken() };
        using var router = Over(null, ("a", broken), ("b", FakeChatClient.Saying("ok")));

        var updates = await router.GetStreamingResponseAsync(Hello, cancellationToken: TestContext.Current.CancellationToken)
            .ToListAsync(TestContext.Current.CancellationToken);

        Assert.All(updates.ToChatResponse().Messages, m => Assert.Equal("b", m.AdditionalProperties!["modelrouter.model"]));
        Assert.Equal(1, broken.EnumeratorDisposals);

        static IEnumerable<ChatResponseUpdate> Broken()
        {
            yield return new(ChatRole.Assistant, "");
            yield return new(ChatRole.Assistant, "  \n");
            yield return new(ChatRole.Assistant, [new TextReasoningContent("")]);
            throw new IOException("before content");
        }
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("c", null)]
    [InlineData("r", "c")]
    public async Task A_tool_call_that_comes_in_thousands_of_pieces_is_an_answer(string? firstId, string? lastId)
    {
        var calling = new FakeChatClient { Updates = (_, _, _) => Pieces() };
        var second = FakeChatClient.Saying("ok");
        using var router = Over(null, ("a", calling), ("b", second));

        var updates = await router.GetStreamingResponseAsync(Hello, cancellationToken: TestContext.Current.CancellationToken)
            .ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal((0, HealthState.Closed), (second.Calls, router.Endpoints[0].Health.State));
        Assert.InRange(updates.Count, 3, 1_030);
        var response = updates.ToChatResponse();
        Assert.Equal("write", Assert.Single(response.Messages.SelectMany(m => m.Contents).OfType<FunctionCallContent>()).Name);
        Assert.All(response.Messages, m => Assert.Equal("a", m.AdditionalProperties!["modelrouter.model"]));

        IEnumerable<ChatResponseUpdate> Pieces()
        {
            for (var i = 0; i < 3_000; i++)
            {
                yield return new(ChatRole.Assistant, [.. Enumerable.Repeat(new TextContent(""), i % 2)]) { MessageId = i < 2_000 ? firstId : lastId };
            }

            yield return new(ChatRole.Assistant, [new FunctionCallContent("c1", "write")]) { MessageId = lastId, FinishReason = ChatFinishReason.ToolCalls };
        }
    }

    [Fact]
    public async Task Updates_with_contents_of_which_none_is_real_come_to_an_end()
    {
        var blank = new FakeChatClient { Updates = (_, _, _) => Enumerable.Repeat(new ChatResponseUpdate(ChatRole.Assistant, " "), int.MaxValue) };
        using var router = Over(null, ("a", blank), ("b", FakeChatClient.Saying("ok")));

        Assert.Equal("b", (await router.AskAsync(stream: true, Hello)).GetRoutingReceipt()!.Model);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_callers_cancellation_is_not_a_failure(bool stream)
    {
        using var cancellation = new CancellationTokenSource();
        var ledger = new InMemorySpendLedger();
        var waiting = new FakeChatClient
        {
            Before = async ct =>
            {
                await cancellation.CancelAsync();
                ct.ThrowIfCancellationRequested();
            },
        };
        var second = FakeChatClient.Saying("ok");
        using var router = Over(ledger, ("a", waiting), ("b", second));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => router.AskCancellablyAsync(stream, Hello, null, cancellation.Token));

        Assert.Equal(0, second.Calls);
        Assert.Equal(HealthState.Closed, router.Endpoints[0].Health.State);
        var entry = Assert.Single(ledger.Snapshot());
        Assert.Equal(AttemptOutcome.Cancelled, entry.Outcome);
        Assert.True(entry.Usage is { IsEstimated: true, InputTokens: > 0, OutputTokens: 0 });
    }

    [Fact]
    public async Task A_reader_that_walks_away_leaves_a_ledger_entry()
    {
        var ledger = new InMemorySpendLedger();
        var client = FakeChatClient.Saying("a long answer that nobody reads to its end");
        using var router = Over(ledger, ("a", client));

        await foreach (var update in router.GetStreamingResponseAsync(Hello, cancellationToken: TestContext.Current.CancellationToken))
        {
            if (update.Text.Length > 0)
            {
                break;
            }
        }

        var entry = Assert.Single(ledger.Snapshot());
        Assert.Equal(AttemptOutcome.Cancelled, entry.Outcome);
        Assert.True(entry.Usage.OutputTokens > 5);
        Assert.Equal(1, client.EnumeratorDisposals);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_failing_ledger_takes_no_answer_away(bool stream)
    {
        using var router = Over(new BrokenLedger(), ("a", FakeChatClient.Saying("ok")));

        Assert.Equal("ok", (await router.AskAsync(stream, Hello)).Text);
    }

    /// <summary>An endpoint whose breaker opens at its first failure, after one call of it.</summary>
    private static async Task<ModelEndpoint> AfterOneCallAsync(Func<Exception> failure, bool stream)
    {
        var endpoint = new ModelEndpoint(Profile("a", 0.9), FakeChatClient.Throwing(failure), health: new(new() { FailureThreshold = 1 }));
        using var router = new ModelRouterChatClient([endpoint, Endpoint("b", FakeChatClient.Saying("ok"), 0.1)]);
        await router.AskAsync(stream, Hello);
        return endpoint;
    }

    private sealed class NullClient : IChatClient
    {
        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            Task.FromResult<ChatResponse>(null!);

        public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            new ChatResponseUpdate[] { null! }.ToAsyncEnumerable();

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }

    private sealed class TooLongException() : ModelRefusedException("too long");

    private sealed class BrokenLedger : ISpendLedger
    {
        public ValueTask RecordAsync(SpendEntry entry, CancellationToken cancellationToken = default) => throw new IOException("disk full");
    }
}
