using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Time.Testing;
using static ModelRouter.Tests.Routers;

namespace ModelRouter.Tests;

public class TimeoutTests
{
    private const double Forever = 1_000_000;

    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_model_that_takes_too_long_is_cancelled_billed_and_replaced(bool stream)
    {
        var ledger = new InMemorySpendLedger();
        var silent = new TimedChatClient(_time, (Forever, "too late"));
        using var router = Over(
            ledger, new() { FirstContentTimeout = Seconds(3), AttemptTimeout = Seconds(4) }, ("silent", silent), ("b", FakeChatClient.Saying("ok")));

        var response = await _time.RunAsync(router.AskAsync(stream, Hello));

        Assert.Equal("ok", response.Text);
        var attempt = response.GetRoutingReceipt()!.Attempts[0];
        Assert.Equal((AttemptOutcome.Failed, ModelFailureKind.Timeout), (attempt.Outcome, attempt.Failure));
        Assert.Equal($"ModelTimeoutException: {(stream ? ModelTimeout.FirstContent : ModelTimeout.Attempt)}", attempt.Error);
        Assert.True(attempt.Duration >= Seconds(stream ? 3 : 4) && attempt.Cost > 0);
        Assert.Equal((1, 0), (silent.Cancellations, silent.Running));
        Assert.Equal(HealthState.Open, router.Endpoints[0].Health.State);
        Assert.Equal(2, ledger.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_a_model_gives_when_its_time_is_over_is_billed_and_not_given(bool stream)
    {
        var ledger = new InMemorySpendLedger();
        var late = new TimedChatClient(_time, (5, "too late"), (0, ".")) { Usage = new() { InputTokenCount = 1, OutputTokenCount = 2 } };
        using var router = Over(
            ledger, new() { FirstContentTimeout = Seconds(3), AttemptTimeout = Seconds(3) }, ("deaf", new DeafClient(late)), ("b", FakeChatClient.Saying("ok")));

        var response = await _time.RunAsync(router.AskAsync(stream, Hello));

        Assert.Equal("ok", response.Text);
        var attempt = response.GetRoutingReceipt()!.Attempts[0];
        Assert.Equal((AttemptOutcome.Failed, ModelFailureKind.Timeout), (attempt.Outcome, attempt.Failure));
        Assert.Equal($"ModelTimeoutException: {(stream ? ModelTimeout.FirstContent : ModelTimeout.Attempt)}", attempt.Error);
        Assert.True(ledger.Snapshot()[0] is { Usage.OutputTokens: > 0, Cost: > 0 });
        Assert.Equal((HealthState.Open, 0), (router.Endpoints[0].Health.State, late.Running));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_a_clients_callback_throws_when_it_is_cancelled_is_no_unobserved_exception(bool stream)
    {
        Assert.False(await Unobserved.HasFailureAsync("broken callback", async () =>
        {
            var client = new FakeChatClient
            {
                Before = static async ct =>
                {
                    var ends = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                    ct.Register(ends.SetResult);
                    ct.Register(static () => throw new IOException("broken callback"));
                    await ends.Task;
                    ct.ThrowIfCancellationRequested();
                },
            };
            using var router = Over(null, new() { FirstContentTimeout = Seconds(3), AttemptTimeout = Seconds(3) }, ("broken", client), ("b", FakeChatClient.Saying("ok")));
            Assert.Equal("ok", (await _time.RunAsync(router.AskAsync(stream, Hello))).Text);
        }));
    }

    [Fact]
    public async Task Empty_updates_do_not_prolong_the_wait_for_the_first_content()
    {
        var chatty = new TimedChatClient(_time, [.. Enumerable.Repeat((1.0, ""), 100), (0, "too late")]);
        using var router = Over(null, new() { FirstContentTimeout = Seconds(5) }, ("chatty", chatty), ("b", FakeChatClient.Saying("ok")));

        Assert.Equal("ok", (await _time.RunAsync(router.AskAsync(true, Hello))).Text);
        Assert.Equal((1, 0), (chatty.Calls, chatty.Running));
    }

    [Fact]
    public async Task A_stream_that_stalls_after_content_ends_there()
    {
        var ledger = new InMemorySpendLedger();
        var stalling = new TimedChatClient(_time, (1, "Once"), (Forever, "upon"));
        var second = FakeChatClient.Saying("spliced");
        using var router = Over(ledger, new() { StallTimeout = Seconds(5) }, ("stalling", stalling), ("b", second));
        var got = new List<string>();

        var thrown = await Assert.ThrowsAsync<ModelTimeoutException>(() => _time.RunAsync(ReadAsync(router, got)));

        Assert.Equal(("stalling", ModelTimeout.Stall), (thrown.Model, thrown.Limit));
        Assert.Equal(["Once"], got);
        Assert.Equal((0, 1), (second.Calls, stalling.Cancellations));
        Assert.True(Assert.Single(ledger.Snapshot()) is { Outcome: AttemptOutcome.Interrupted, Cost: > 0 });
        Assert.Equal(HealthState.Open, router.Endpoints[0].Health.State);
    }

    [Fact]
    public async Task Every_update_begins_the_stall_timeout_anew_and_a_slow_reader_does_not_count()
    {
        var slow = new TimedChatClient(_time, [.. Enumerable.Repeat((4.0, "x"), 10)]);
        using var router = Over(null, new() { FirstContentTimeout = Seconds(5), StallTimeout = Seconds(5) }, ("slow", slow));

        Assert.Equal("xxxxxxxxxx", (await _time.RunAsync(router.AskAsync(true, Hello), Seconds(1))).Text);
        Assert.Equal("xxxxxxxxxx", await _time.RunAsync(SlowlyAsync(), Seconds(1)));

        async Task<string> SlowlyAsync()
        {
            var text = "";
            await foreach (var update in router.GetStreamingResponseAsync(Hello, cancellationToken: TestContext.Current.CancellationToken))
            {
                text += update.Text;
                await Task.Delay(Seconds(20), _time, TestContext.Current.CancellationToken);
            }

            return text;
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_calls_time_bounds_all_its_attempts_and_harms_no_one_who_was_cut_short(bool stream)
    {
        TimedChatClient first = new(_time, (Forever, "a")), second = new(_time, (Forever, "b")), third = new(_time, (0, "c"));
        using var router = Over(
            null,
            new() { FirstContentTimeout = Seconds(3), AttemptTimeout = Seconds(3), CallTimeout = Seconds(5) },
            ("a", first), ("b", second), ("c", third));

        var thrown = await Assert.ThrowsAsync<AllModelsFailedException>(() => _time.RunAsync(router.AskAsync(stream, Hello)));

        Assert.Equal(ModelTimeout.Call, Assert.IsType<ModelTimeoutException>(thrown.InnerExceptions[1]).Limit);
        Assert.Equal((1, 1, 0), (first.Cancellations, second.Cancellations, third.Calls));
        Assert.Equal(("c", "call-timeout"), (Assert.Single(thrown.Skipped).Model, thrown.Skipped[0].Rule));
        Assert.Contains(" Not tried: c [call-timeout]", thrown.Message, StringComparison.Ordinal);
        Assert.Equal((HealthState.Open, HealthState.Closed), (router.Endpoints[0].Health.State, router.Endpoints[1].Health.State));
    }

    [Fact]
    public async Task The_calls_time_also_ends_a_stream_that_has_begun()
    {
        var endless = new TimedChatClient(_time, [.. Enumerable.Repeat((1.0, "x"), 100)]);
        using var router = Over(null, new() { CallTimeout = Seconds(5) }, ("endless", endless));
        var got = new List<string>();

        var thrown = await Assert.ThrowsAsync<ModelTimeoutException>(() => _time.RunAsync(ReadAsync(router, got)));

        Assert.Equal(ModelTimeout.Call, thrown.Limit);
        Assert.True(got.Count is > 0 and <= 5);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task No_rest_is_waited_for_beyond_the_calls_time(bool stream)
    {
        var busy = FakeChatClient.Throwing(() => new KindException(ModelFailureKind.RateLimit, Seconds(3)));
        using var router = Over(null, new() { CallTimeout = Seconds(2) }, ("busy", busy));

        var thrown = await Assert.ThrowsAsync<AllModelsFailedException>(() => router.AskAsync(stream, Hello));

        Assert.Equal("rest", Assert.Single(thrown.Skipped).Rule);
        Assert.Contains(" Not tried again: busy [rest]", thrown.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Not tried:", thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_models_own_limits_come_before_the_routers(bool stream)
    {
        var patient = new ModelLimits { FirstContentTimeout = Timeout.InfiniteTimeSpan, AttemptTimeout = Timeout.InfiniteTimeSpan };
        using var router = new ModelRouterChatClient(
            [new(Profile("slow", 0.9) with { Limits = patient }, new TimedChatClient(_time, (60, "worth it")))],
            new() { Execution = { FirstContentTimeout = Seconds(1), AttemptTimeout = Seconds(1) } },
            timeProvider: _time);

        Assert.Equal("worth it", (await _time.RunAsync(router.AskAsync(stream, Hello))).Text);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_callers_cancellation_carries_the_callers_token(bool stream)
    {
        using var cancellation = new CancellationTokenSource();
        var silent = new TimedChatClient(_time, (Forever, "a"));
        using var router = Over(null, new(), ("silent", silent));

        var asked = router.AskCancellablyAsync(stream, Hello, null, cancellation.Token);
        await cancellation.CancelAsync();

        var thrown = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
        Assert.Equal(cancellation.Token, thrown.CancellationToken);
        Assert.Equal((1, HealthState.Closed), (silent.Cancellations, router.Endpoints[0].Health.State));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Without_limits_there_is_no_timer(bool stream)
    {
        var time = new CountingTime();
        var never = Timeout.InfiniteTimeSpan;
        using var router = new ModelRouterChatClient(
            [Endpoint("a", FakeChatClient.Saying("ok"))],
            new() { Execution = { FirstContentTimeout = never, StallTimeout = never, AttemptTimeout = never } },
            timeProvider: time);

        await router.AskAsync(stream, Hello);

        Assert.Equal(0, time.Timers);
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    private static async Task<int> ReadAsync(ModelRouterChatClient client, List<string> got)
    {
        await foreach (var update in client.GetStreamingResponseAsync(Hello, cancellationToken: TestContext.Current.CancellationToken))
        {
            got.Add(update.Text);
        }

        return got.Count;
    }

    private ModelRouterChatClient Over(ISpendLedger? ledger, ExecutionOptions execution, params (string Id, IChatClient Client)[] models)
    {
        var options = new ModelRouterOptions { Health = { FailureThreshold = 1 } };
        (options.Execution.FirstContentTimeout, options.Execution.StallTimeout) = (execution.FirstContentTimeout, execution.StallTimeout);
        (options.Execution.AttemptTimeout, options.Execution.CallTimeout) = (execution.AttemptTimeout, execution.CallTimeout);
        return new(
            models.Select((m, i) => Endpoint(m.Id, m.Client, 0.9 - (0.1 * i))), options, ledger: ledger, timeProvider: _time, failureReaders: [new KindReader()]);
    }

    /// <summary>Doesn't hear that it is cancelled.</summary>
    private sealed class DeafClient(IChatClient client) : DelegatingChatClient(client)
    {
        public override Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            base.GetResponseAsync(messages, options, CancellationToken.None);

        public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await foreach (var update in base.GetStreamingResponseAsync(messages, options, CancellationToken.None))
            {
                yield return update;
            }
        }
    }

    private sealed class CountingTime : TimeProvider
    {
        public int Timers { get; private set; }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Timers++;
            return base.CreateTimer(callback, state, dueTime, period);
        }
    }
}
