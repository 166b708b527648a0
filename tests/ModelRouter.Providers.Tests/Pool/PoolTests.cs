using Microsoft.Extensions.AI;
using Microsoft.Extensions.Time.Testing;

namespace ModelRouter.Providers.Tests;

public sealed class PoolTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly NodeClient _fast = new();
    private readonly NodeClient _slow = new();

    public void Dispose()
    {
        _fast.Dispose();
        _slow.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_node_is_judged_by_what_was_measured_and_not_by_what_was_said_of_it(bool stream)
    {
        using var pool = Pool(fastRate: 50, slowRate: 150);
        (_fast.Before, _slow.Before) = (_ => Pass(0.5), _ => Pass(4));
        for (var i = 0; i < 60; i++)
        {
            await Ask(pool, stream, $"question {i}");
        }

        var rates = pool.Nodes.ToDictionary(node => node.Id, node => node.TokensPerSecond, StringComparer.Ordinal);
        Assert.InRange(rates["fast"], 150, 210);
        Assert.InRange(rates["slow"], 25, 55);
        Assert.True(_fast.Asked >= 50, $"{_fast.Asked} to {_slow.Asked}");
    }

    [Fact]
    public async Task A_queue_at_the_fast_node_sends_work_to_the_slow_one()
    {
        using var pool = Pool(fastRate: 200, slowRate: 50);
        var release = new TaskCompletionSource();
        _fast.Before = _slow.Before = _ => release.Task;
        var asking = Enumerable.Range(0, 10).Select(i => Ask(pool, stream: false, $"question {i}")).ToList();
        Assert.Equal((8, 2), (_fast.Asked, _slow.Asked));
        release.SetResult();
        await Task.WhenAll(asking);
        Assert.All(pool.Nodes, node => Assert.Equal((0, 0.0), (node.InFlight, node.QueuedTokens)));
    }

    [Fact]
    public async Task A_conversation_stays_where_its_beginning_was_read()
    {
        using var pool = Pool();
        List<ChatMessage> conversation = [new(ChatRole.User, new string('a', 20_000))];
        var first = await pool.GetResponseAsync(conversation, cancellationToken: TestContext.Current.CancellationToken);
        conversation.AddRange([.. first.Messages, new(ChatRole.User, "And now?")]);
        var home = first.AdditionalProperties![PoolChatClient.NodeKey];

        // The home has a request more to do, and is the better choice for this conversation all the same.
        var release = new TaskCompletionSource();
        (_fast.Before, _slow.Before) = (_ => release.Task, _ => release.Task);
        var other = pool.GetResponseAsync([new(ChatRole.User, "Hi")], cancellationToken: TestContext.Current.CancellationToken);
        var second = pool.GetResponseAsync(conversation, cancellationToken: TestContext.Current.CancellationToken);
        release.SetResult();
        await other;
        Assert.Equal(home, (await second).AdditionalProperties![PoolChatClient.NodeKey]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_conversation_stays_with_who_has_read_it_and_not_with_who_failed_to(bool stream)
    {
        using var pool = Pool(fastRate: 101, slowRate: 100, outputTokens: 100);
        var beginning = new string('a', 20_000);
        _fast.Before = static _ => throw new HttpRequestException("gone");
        Assert.Equal("slow", await Ask(pool, stream, beginning));

        _fast.Before = static _ => Task.CompletedTask;
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal("slow", await Ask(pool, stream, beginning));
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal("fast", await Ask(pool, stream, "something else"));
    }

    [Fact]
    public async Task A_node_that_was_drained_may_have_been_started_anew()
    {
        using var pool = Pool(fastRate: 100, slowRate: 101, outputTokens: 100);
        var beginning = new string('a', 20_000);
        pool.Drain("slow");
        Assert.Equal("fast", await Ask(pool, stream: false, beginning));
        pool.Resume("slow");
        pool.Drain("fast");
        pool.Resume("fast");

        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal("slow", await Ask(pool, stream: false, beginning));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_image_weighs_no_more_than_a_model_reads_of_it(bool isFound)
    {
        using var pool = new PoolChatClient([new("fast", _fast) { TokensPerSecond = 100 }], null, _time);
        _fast.Before = _ => Pass(2);
        var image = new DataContent(new byte[1 << 20], "image/png");
        await pool.GetResponseAsync(
            isFound
                ? [new(ChatRole.User, "Look."), new(ChatRole.Tool, [new FunctionResultContent("1", new List<AIContent> { image })])]
                : [new(ChatRole.User, [new TextContent("Look."), image])],
            cancellationToken: TestContext.Current.CancellationToken);
        Assert.InRange(pool.Nodes[0].TokensPerSecond, 50, 200);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_lost_node_is_replaced_taken_out_and_comes_back_slowly(bool stream)
    {
        using var pool = Pool(fastRate: 100, slowRate: 50);
        _slow.Before = _ => Pass(2);
        _fast.Before = static _ => throw new HttpRequestException("gone");
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal("slow", await Ask(pool, stream, $"question {i}"));
        }

        Assert.Equal((3, HealthState.Open), (_fast.Asked, pool.Nodes[0].Health));
        _fast.Before = _ => Pass(1);
        _time.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal("fast", await Ask(pool, stream, "probe"));

        // Back in service, at a tenth of its rate.
        Assert.Equal(HealthState.Closed, pool.Nodes[0].Health);
        Assert.Equal("slow", await Ask(pool, stream, "after the probe"));
        _time.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal("fast", await Ask(pool, stream, "after the slow start"));
    }

    [Fact]
    public async Task A_node_that_says_for_long_only_that_it_is_at_work_is_waited_for()
    {
        using var pool = Pool(fastRate: 100, slowRate: 50);
        _fast.Silent = 3_000;
        using var router = new ModelRouterChatClient([new(new() { Id = "m", Tier = ModelTier.SelfHosted, Pricing = ModelPricing.Free }, pool)]);
        var updates = await router.GetStreamingResponseAsync([new(ChatRole.User, "Hi")], cancellationToken: TestContext.Current.CancellationToken)
            .ToListAsync(TestContext.Current.CancellationToken);
        var response = updates.ToChatResponse();
        Assert.Equal(("Hello there ", "fast", 0), (response.Text, response.Messages[0].AdditionalProperties![PoolChatClient.NodeKey], _slow.Asked));
        Assert.Equal((HealthState.Closed, 1), (pool.Nodes[0].Health, response.GetRoutingReceipt()!.Attempts.Count));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_node_that_asks_to_be_left_alone_is(bool stream)
    {
        using var pool = new PoolChatClient(
            [new("fast", _fast) { TokensPerSecond = 100 }, new("slow", _slow) { TokensPerSecond = 50 }], null, _time, [new RestReader()]);
        _slow.Before = _ => Pass(2);
        _fast.Before = static _ => throw new TimeoutException();
        Assert.Equal("slow", await Ask(pool, stream, "first"));
        Assert.Equal(HealthState.Open, pool.Nodes[0].Health);
        _fast.Before = _ => Pass(1);
        _time.Advance(TimeSpan.FromSeconds(50));
        Assert.Equal("slow", await Ask(pool, stream, "second"));
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal("fast", await Ask(pool, stream, "third"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_node_whose_answer_its_limit_cut_off_before_it_began_is_well(bool stream)
    {
        using var pool = Pool(fastRate: 100, slowRate: 50);
        (_fast.Text, _fast.FinishReason) = ("", ChatFinishReason.Length);
        for (var i = 0; i < 4; i++)
        {
            var empty = await Assert.ThrowsAsync<EmptyResponseException>(() => Ask(pool, stream, "Hi"));
            Assert.Equal(ChatFinishReason.Length, empty.FinishReason);
        }

        Assert.Equal((HealthState.Closed, 0), (pool.Nodes[0].Health, _slow.Asked));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_error_in_an_answer_ends_it_only_if_nothing_follows_and_keeps_its_code(bool stream)
    {
        using var pool = new PoolChatClient([new("fast", _fast)], new(), _time);
        _fast.Error = new("The search failed.") { ErrorCode = "content_filter" };
        Assert.Equal("fast", await Ask(pool, stream, "Hi"));

        (_fast.Text, _fast.FinishReason) = ("", ChatFinishReason.Length);
        var empty = await Assert.ThrowsAsync<EmptyResponseException>(() => Ask(pool, stream, "Hi"));
        Assert.Equal(("content_filter", ChatFinishReason.Length), (empty.ErrorCode, empty.FinishReason));
    }

    [Fact]
    public async Task A_probe_lets_others_in_once_it_has_content()
    {
        using var pool = new PoolChatClient([new("fast", _fast)], new() { Health = new() { FailureThreshold = 1 } }, _time);
        _fast.Before = static _ => throw new HttpRequestException("gone");
        await Assert.ThrowsAsync<HttpRequestException>(() => Ask(pool, stream: true, "Hi"));
        _fast.Before = static _ => Task.CompletedTask;
        _time.Advance(TimeSpan.FromSeconds(11));
        var probe = pool.GetStreamingResponseAsync([new(ChatRole.User, "Hi")], cancellationToken: TestContext.Current.CancellationToken)
            .GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Assert.True(await probe.MoveNextAsync());
        Assert.Equal(HealthState.Closed, pool.Nodes[0].Health);
        Assert.Equal("fast", await Ask(pool, stream: true, "Hi"));
        await probe.DisposeAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_node_that_hung_once_is_asked_again_in_time(bool stream)
    {
        using var pool = Pool(fastRate: 100, slowRate: 50);
        _slow.Before = _ => Pass(2);
        _fast.Before = async _ =>
        {
            await Pass(100);
            throw new TimeoutException();
        };
        Assert.Equal("slow", await Ask(pool, stream, "first"));
        Assert.Equal((1, HealthState.Closed), (_fast.Asked, pool.Nodes[0].Health));
        _fast.Before = _ => Pass(1);
        Assert.Equal("slow", await Ask(pool, stream, "second"));
        _time.Advance(TimeSpan.FromMinutes(20));
        Assert.Equal("fast", await Ask(pool, stream, "third"));
    }

    [Fact]
    public async Task What_a_stopped_stream_has_given_counts_as_work()
    {
        using var pool = new PoolChatClient([new("fast", _fast) { TokensPerSecond = 10 }], null, _time);
        _fast.Text = string.Join(' ', Enumerable.Repeat("word", 600));
        _fast.Between = () => Pass(0.1);
        var given = 0;
        await foreach (var update in pool.GetStreamingResponseAsync([new(ChatRole.User, "Hi")], cancellationToken: TestContext.Current.CancellationToken))
        {
            if (update.Text.Length > 0 && ++given == 500)
            {
                break;
            }
        }

        Assert.InRange(pool.Nodes[0].TokensPerSecond, 5, 20);
    }

    [Fact]
    public async Task A_break_after_content_is_the_callers()
    {
        using var pool = Pool(fastRate: 100, slowRate: 50);
        _fast.Between = static () => throw new HttpRequestException("cut");
        var seen = new List<string>();
        await Assert.ThrowsAsync<HttpRequestException>(async () =>
        {
            await foreach (var update in pool.GetStreamingResponseAsync([new(ChatRole.User, "Hi")], cancellationToken: TestContext.Current.CancellationToken))
            {
                seen.Add(update.Text);
            }
        });
        Assert.Equal(("Hello ", 0), (string.Concat(seen), _slow.Asked));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_request_at_fault_is_not_tried_elsewhere(bool stream)
    {
        using var pool = Pool(fastRate: 100, slowRate: 50);
        _fast.Before = static _ => throw new HttpRequestException("bad", null, System.Net.HttpStatusCode.BadRequest);
        await Assert.ThrowsAsync<HttpRequestException>(() => Ask(pool, stream, "Hi"));
        Assert.Equal((0, HealthState.Closed, 0), (_slow.Asked, pool.Nodes[0].Health, pool.Nodes[0].InFlight));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task When_all_fail_the_last_failure_is_thrown_and_later_the_pool_refuses(bool stream)
    {
        using var pool = Pool();
        _fast.Before = _slow.Before = static _ => throw new HttpRequestException("gone");
        for (var i = 0; i < 3; i++)
        {
            await Assert.ThrowsAsync<HttpRequestException>(() => Ask(pool, stream, "Hi"));
        }

        await Assert.ThrowsAsync<ModelRefusedException>(() => Ask(pool, stream, "Hi"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_draining_node_gets_nothing_new(bool stream)
    {
        using var pool = Pool(fastRate: 100, slowRate: 50);
        (_fast.Before, _slow.Before) = (_ => Pass(1), _ => Pass(2));
        pool.Drain("FAST");
        Assert.Equal("slow", await Ask(pool, stream, "Hi"));
        Assert.True(pool.Nodes[0].IsDraining);
        pool.Resume("fast");
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("fast", await Ask(pool, stream, "Hi again"));
        Assert.Throws<ArgumentException>(() => pool.Drain("fsat"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_stream_whose_clean_up_fails_is_no_failure_of_the_pool(bool isDown)
    {
        using var broken = new UncleanNode(isDown);
        using var pool = new PoolChatClient([new("broken", broken) { TokensPerSecond = 100 }, new("slow", _slow) { TokensPerSecond = 1 }], null, _time);
        Assert.Equal(isDown ? "slow" : "broken", await Ask(pool, stream: true, "Hi"));
        Assert.All(pool.Nodes, static node => Assert.Equal(0, node.InFlight));
    }

    [Fact]
    public async Task A_caller_who_leaves_frees_the_node_and_blames_nobody()
    {
        using var pool = Pool();
        using var leaving = new CancellationTokenSource();
        _fast.Before = _slow.Before = ct => Task.Delay(Timeout.Infinite, ct);
        var asking = pool.GetResponseAsync([new(ChatRole.User, "Hi")], cancellationToken: leaving.Token);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        Assert.Equal(1, _fast.Asked + _slow.Asked);
        Assert.All(pool.Nodes, node => Assert.Equal((0, HealthState.Closed), (node.InFlight, node.Health)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_node_that_gives_null_is_replaced(bool stream)
    {
        using var pool = Pool();
        _fast.GivesNull = true;
        Assert.Equal("slow", await Ask(pool, stream, "Hi"));
        _slow.GivesNull = true;
        var broken = await Assert.ThrowsAsync<InvalidDataException>(() => Ask(pool, stream, "Hi"));
        Assert.Matches("^The client of the node '(fast|slow)' gave null\\.$", broken.Message);
    }

    [Fact]
    public void All_clients_are_disposed_whatever_one_of_them_throws()
    {
        _fast.AtDisposal = new IOException("The connection can't be closed.");
        Assert.Same(_fast.AtDisposal, Assert.Throws<IOException>(() => Pool().Dispose()));
        Assert.True(_slow.IsDisposed);
        _fast.AtDisposal = null;
    }

    [Fact]
    public void Nodes_out_of_range_are_refused_and_clients_disposed_with_the_pool()
    {
        Assert.Throws<ArgumentException>(() => new PoolChatClient([]));
        Assert.Throws<ArgumentException>(() => new PoolChatClient([new("a", _fast), new("A", _slow)]));
        Assert.Throws<ArgumentException>(() => new PoolChatClient([new("a", _fast) { TokensPerSecond = 0 }]));
        Assert.Throws<ArgumentException>(() => new PoolChatClient([new("a", _fast) { MaxConcurrency = 0 }]));
        Pool().Dispose();
        Assert.True(_fast.IsDisposed && _slow.IsDisposed);
    }

    private PoolChatClient Pool(double fastRate = 100, double slowRate = 100, int outputTokens = 300) => new(
        [new("fast", _fast) { TokensPerSecond = fastRate }, new("slow", _slow) { TokensPerSecond = slowRate }],
        new() { ExpectedOutputTokens = outputTokens },
        _time);

    private Task Pass(double seconds)
    {
        _time.Advance(TimeSpan.FromSeconds(seconds));
        return Task.CompletedTask;
    }

    private static async Task<string> Ask(PoolChatClient pool, bool stream, string prompt)
    {
        ChatMessage[] messages = [new(ChatRole.User, prompt)];
        if (!stream)
        {
            var response = await pool.GetResponseAsync(messages, cancellationToken: TestContext.Current.CancellationToken);
            return (string)response.AdditionalProperties![PoolChatClient.NodeKey]!;
        }

        string? node = null;
        await foreach (var update in pool.GetStreamingResponseAsync(messages, cancellationToken: TestContext.Current.CancellationToken))
        {
            node ??= update.AdditionalProperties?[PoolChatClient.NodeKey] as string;
        }

        return node!;
    }
}
