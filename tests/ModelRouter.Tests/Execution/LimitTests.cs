using Microsoft.Extensions.AI;
using Microsoft.Extensions.Time.Testing;
using static ModelRouter.Tests.Routers;

namespace ModelRouter.Tests;

public class LimitTests
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Requests_beyond_the_places_wait_for_their_turn(bool stream)
    {
        var slow = new TimedChatClient(_time, (1, "a"), (1, "b"));
        using var router = Over(new() { MaxConcurrency = 2, QueueWait = TimeSpan.FromHours(1) }, slow, FakeChatClient.Saying("other"));

        var texts = await _time.RunAsync(Task.WhenAll(Enumerable.Range(0, 9).Select(_ => AskAsync(router, stream))));

        Assert.All(texts, r => Assert.Equal("ab", r.Text));
        Assert.Equal((9, 2), (slow.Calls, slow.Peak));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_full_queue_and_a_long_wait_go_to_the_next_model_and_the_receipt_says_so(bool stream)
    {
        var slow = new TimedChatClient(_time, (60, "slow"));
        var other = FakeChatClient.Saying("other");
        using var router = Over(new() { MaxConcurrency = 1, QueueLength = 1, QueueWait = TimeSpan.FromSeconds(5) }, slow, other);

        var served = AskAsync(router, stream);
        var queued = AskAsync(router, stream);
        var turnedAway = await AskAsync(router, stream);
        var responses = await _time.RunAsync(Task.WhenAll(served, queued), TimeSpan.FromSeconds(1));

        Assert.Equal(["slow", "other"], responses.Select(r => r.Text));
        Assert.Equal("other", turnedAway.Text);
        foreach (var response in new[] { responses[1], turnedAway })
        {
            var receipt = response.GetRoutingReceipt()!;
            Assert.Equal(("limited", "concurrency"), (Assert.Single(receipt.Skipped).Model, receipt.Skipped[0].Rule));
            Assert.Single(receipt.Attempts);
        }

        Assert.Empty(responses[0].GetRoutingReceipt()!.Skipped);
        Assert.Equal(HealthState.Closed, router.Endpoints[0].Health.State);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_end_of_a_request_gives_its_place_back(bool stream)
    {
        using var cancellation = new CancellationTokenSource();
        var client = new FakeChatClient();
        using var router = Over(new() { MaxConcurrency = 1, QueueLength = 0 }, client);

        foreach (var failure in new Exception[] { new IOException(), new ModelRefusedException("no"), new ArgumentException("bad", nameof(stream)) })
        {
            client.Updates = (_, _, _) => throw failure;
            await Assert.ThrowsAnyAsync<Exception>(() => AskAsync(router, stream));
        }

        client.Updates = FakeChatClient.Saying("many words").Updates;
        await foreach (var _ in router.GetStreamingResponseAsync(Hello, cancellationToken: TestContext.Current.CancellationToken))
        {
            break;
        }

        client.Before = async ct =>
        {
            await cancellation.CancelAsync();
            ct.ThrowIfCancellationRequested();
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => router.AskCancellablyAsync(stream, Hello, null, cancellation.Token));

        client.Before = null;
        Assert.Equal("many words", (await AskAsync(router, stream)).Text);
    }

    [Fact]
    public async Task A_stream_whose_clean_up_fails_gives_its_place_back_though_the_log_fails_too()
    {
        var client = new FakeChatClient { Updates = static (_, _, _) => Unclean() };
        var logger = new ThrowingLogger<ModelRouterChatClient>("Disposing");
        using var router = new ModelRouterChatClient(
            [new(Profile("limited", 0.9) with { Limits = new() { MaxConcurrency = 1, QueueLength = 0 } }, client)], logger: logger, timeProvider: _time);

        await foreach (var _ in router.GetStreamingResponseAsync(Hello, cancellationToken: TestContext.Current.CancellationToken))
        {
            break;
        }

        Assert.Equal(1, logger.Thrown);
        client.Updates = FakeChatClient.Saying("a place").Updates;
        Assert.Equal("a place", (await AskAsync(router, stream: true)).Text);

        static IEnumerable<ChatResponseUpdate> Unclean()
        {
            try
            {
                yield return new(ChatRole.Assistant, "one");
                yield return new(ChatRole.Assistant, "two");
            }
            finally
            {
                Close();
            }
        }

        static void Close() => throw new IOException("The connection can't be closed.");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_caller_who_leaves_the_queue_is_never_sent(bool stream)
    {
        using var cancellation = new CancellationTokenSource();
        var slow = new TimedChatClient(_time, (3, "slow"));
        using var router = Over(new() { MaxConcurrency = 1 }, slow);

        var served = AskAsync(router, stream);
        var queued = router.AskCancellablyAsync(stream, Hello, null, cancellation.Token);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => queued);
        await _time.RunAsync(served);
        await _time.RunAsync(AskAsync(router, stream));

        Assert.Equal((2, 1), (slow.Calls, slow.Peak));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Requests_beyond_the_rate_go_to_the_next_model(bool stream)
    {
        var limited = FakeChatClient.Saying("limited");
        using var router = Over(new() { RequestsPerMinute = 2 }, limited, FakeChatClient.Saying("other"));

        var responses = new List<ChatResponse>();
        for (var i = 0; i < 4; i++)
        {
            responses.Add(await AskAsync(router, stream));
        }

        _time.Advance(TimeSpan.FromMinutes(1));
        responses.Add(await AskAsync(router, stream));

        Assert.Equal(["limited", "limited", "other", "other", "limited"], responses.Select(r => r.Text));
        Assert.Equal("rate-limit", Assert.Single(responses[2].GetRoutingReceipt()!.Skipped).Rule);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Tokens_beyond_the_rate_wait_within_their_bounds(bool stream)
    {
        var limited = FakeChatClient.Saying("limited", new() { InputTokenCount = 900, OutputTokenCount = 90 });
        using var router = Over(new() { TokensPerMinute = 1_000, QueueWait = TimeSpan.FromMinutes(2) }, limited);
        using var impatient = Over(new() { TokensPerMinute = 1_000, QueueWait = TimeSpan.FromSeconds(1) }, limited);

        await AskAsync(router, stream);
        var waiting = AskAsync(router, stream);
        Assert.Equal(1, limited.Calls);
        await _time.RunAsync(waiting, TimeSpan.FromSeconds(1));
        Assert.True(_time.GetUtcNow() >= DateTimeOffset.UnixEpoch + TimeSpan.FromMinutes(1));

        await AskAsync(impatient, stream);
        var thrown = await Assert.ThrowsAsync<AllModelsFailedException>(() => AskAsync(impatient, stream));
        Assert.Empty(thrown.Attempts);
        Assert.Equal("rate-limit", Assert.Single(thrown.Skipped).Rule);
        Assert.Contains("limited [rate-limit]", thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_a_request_took_counts_against_the_rate_and_not_what_was_expected(bool stream)
    {
        var limited = FakeChatClient.Saying("limited", new() { InputTokenCount = 10, OutputTokenCount = 10 });
        using var router = Over(new() { TokensPerMinute = 1_000, QueueWait = TimeSpan.Zero }, limited);
        var decision = router.Route(Hello);
        Assert.True(decision.Profile.InputTokens + decision.Ranking[0].OutputTokens > 1_000 / 10);

        for (var i = 0; i < 10; i++)
        {
            await AskAsync(router, stream);
        }

        Assert.Equal(10, limited.Calls);
    }

    private static Task<ChatResponse> AskAsync(ModelRouterChatClient router, bool stream) => router.AskAsync(stream, Hello);

    private ModelRouterChatClient Over(ModelLimits limits, IChatClient limited, IChatClient? other = null)
    {
        var first = new ModelEndpoint(Profile("limited", 0.9) with { Limits = limits }, limited);
        return new(other is null ? [first] : [first, Endpoint("other", other, 0.1)], timeProvider: _time);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Whose_turn_comes_as_the_calls_time_is_over_is_not_sent_and_leaves_it_to_others(bool stream)
    {
        var client = FakeChatClient.Saying("ok");
        var minute = TimeSpan.FromMinutes(1);
        using var router = new ModelRouterChatClient(
            [new(Profile("a") with { Limits = new() { RequestsPerMinute = 1, QueueWait = minute } }, client)], new() { Execution = { CallTimeout = minute } }, timeProvider: _time);

        await router.AskAsync(stream, Hello);
        var late = router.AskAsync(stream, Hello);
        _time.Advance(minute);

        Assert.Equal("call-timeout", Assert.Single((await Assert.ThrowsAsync<AllModelsFailedException>(() => late)).Skipped).Rule);
        Assert.Equal(1, client.Calls);
        Assert.Equal("ok", (await router.AskAsync(stream, Hello)).Text);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_asks_to_be_left_alone_until_the_calls_end_is_not_waited_for(bool stream)
    {
        var client = FakeChatClient.Throwing(static () => new KindException(ModelFailureKind.RateLimit, TimeSpan.FromSeconds(3)));
        using var router = new ModelRouterChatClient(
            [Endpoint("a", client)], new() { Execution = { CallTimeout = TimeSpan.FromSeconds(3) }, Health = { Jitter = 0 } }, timeProvider: _time, failureReaders: [new KindReader()]);

        var failure = await Assert.ThrowsAsync<AllModelsFailedException>(() => _time.RunAsync(router.AskAsync(stream, Hello)));

        Assert.Equal("rest", Assert.Single(failure.Skipped).Rule);
    }
}
