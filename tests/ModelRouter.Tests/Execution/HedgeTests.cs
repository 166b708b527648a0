using Microsoft.Extensions.AI;
using Microsoft.Extensions.Time.Testing;
using static ModelRouter.Tests.Routers;

namespace ModelRouter.Tests;

public class HedgeTests
{
    private const double Forever = 1_000_000;

    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch);
    private readonly InMemorySpendLedger _ledger = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_first_with_content_wins_and_the_other_is_cancelled_and_billed(bool stream)
    {
        TimedChatClient slow = new(_time, (Forever, "slow")), quick = new(_time, (1, "quick ")), third = new(_time, (0, "third"));
        using var router = Over(TimeSpan.FromSeconds(2), slow, quick, third);

        var response = await _time.RunAsync(router.AskAsync(stream, Hello));

        Assert.Equal("quick", response.Text.Trim());
        var receipt = response.GetRoutingReceipt()!;
        Assert.Equal([("m0", AttemptOutcome.Superseded), ("m1", AttemptOutcome.Succeeded)], receipt.Attempts.Select(a => (a.Model, a.Outcome)));
        Assert.All(receipt.Attempts, a => Assert.True(a.Cost > 0));
        Assert.Equal(_ledger.Total, receipt.Cost);
        Assert.Equal([AttemptOutcome.Superseded, AttemptOutcome.Succeeded], _ledger.Snapshot().Select(e => e.Outcome));
        Assert.Equal((1, 0, 0), (slow.Cancellations, slow.Running, third.Calls));
        Assert.Equal(HealthState.Closed, router.Endpoints[0].Health.State);
    }

    [Fact]
    public async Task The_losers_time_ends_when_it_is_cancelled_and_not_when_the_winner_ends()
    {
        TimedChatClient slow = new(_time, (Forever, "slow")), quick = new(_time, (1, "one "), (100, "two"));
        using var router = new ModelRouterChatClient(
            [Endpoint("m0", slow, 0.9), Endpoint("m1", quick, 0.8)],
            new() { Execution = { HedgeDelay = TimeSpan.FromSeconds(2), StallTimeout = Timeout.InfiniteTimeSpan } },
            ledger: _ledger,
            timeProvider: _time);

        await _time.RunAsync(router.AskAsync(stream: true, Hello), TimeSpan.FromSeconds(1));

        var durations = _ledger.Snapshot().Select(e => e.Duration.TotalSeconds).ToList();
        Assert.InRange(durations[0], 3, 50);
        Assert.InRange(durations[1], 101, double.MaxValue);
    }

    [Fact]
    public async Task A_stream_is_that_of_the_winner_alone_and_the_loser_is_accounted_for_however_it_ends()
    {
        TimedChatClient slow = new(_time, (1, ""), (Forever, "slow")), quick = new(_time, (1, "one "), (1, "two "), (1, "three"));
        using var router = Over(TimeSpan.FromSeconds(2), slow, quick);

        var updates = await _time.RunAsync(router.GetStreamingResponseAsync(Hello, cancellationToken: TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken).AsTask());
        await _time.RunAsync(LeaveAsync());

        Assert.All(updates.ToChatResponse().Messages, m => Assert.Equal("m1", m.AdditionalProperties!["modelrouter.model"]));
        Assert.Equal("one two three", string.Concat(updates.Select(u => u.Text)));
        Assert.Equal(
            [AttemptOutcome.Superseded, AttemptOutcome.Succeeded, AttemptOutcome.Superseded, AttemptOutcome.Cancelled],
            _ledger.Snapshot().Select(e => e.Outcome));
        Assert.Equal(0, slow.Running + quick.Running);

        async Task<int> LeaveAsync()
        {
            await foreach (var _ in router.GetStreamingResponseAsync(Hello, cancellationToken: TestContext.Current.CancellationToken))
            {
                return 1;
            }

            return 0;
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_answers_in_time_has_no_competitor_and_by_default_nobody_has(bool stream)
    {
        TimedChatClient prompt = new(_time, (1, "prompt")), slow = new(_time, (100, "slow")), other = new(_time, (0, "other"));
        using var hedged = Over(TimeSpan.FromSeconds(2), prompt, other);
        using var plain = Over(Timeout.InfiniteTimeSpan, slow, other);

        Assert.Equal("prompt", (await _time.RunAsync(hedged.AskAsync(stream, Hello))).Text);
        Assert.Equal("slow", (await _time.RunAsync(plain.AskAsync(stream, Hello))).Text);

        Assert.Equal((0, 2), (other.Calls, (int)_ledger.Count));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_one_that_was_waited_for_may_still_win(bool stream)
    {
        TimedChatClient first = new(_time, (3, "first")), second = new(_time, (Forever, "second"));
        using var router = Over(TimeSpan.FromSeconds(2), first, second);

        var response = await _time.RunAsync(router.AskAsync(stream, Hello));

        Assert.Equal("first", response.Text);
        Assert.Equal([("m1", AttemptOutcome.Superseded), ("m0", AttemptOutcome.Succeeded)], _ledger.Snapshot().Select(e => (e.Model, e.Outcome)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_failure_leaves_the_other_in_the_race_and_the_next_follows_when_both_fail(bool stream)
    {
        TimedChatClient first = new(_time, (3, "")) { Failure = () => new IOException() };
        TimedChatClient second = new(_time, (2, "")) { Failure = () => new IOException() };
        TimedChatClient third = new(_time, (1, "third"));
        using var router = Over(TimeSpan.FromSeconds(2), first, second, third);

        var response = await _time.RunAsync(router.AskAsync(stream, Hello), TimeSpan.FromSeconds(0.5));

        Assert.Equal("third", response.Text);
        Assert.Equal(3, response.GetRoutingReceipt()!.Attempts.Count);
        Assert.Equal((1, 1, 1), (first.Calls, second.Calls, third.Calls));
        Assert.Equal(_ledger.Total, response.GetRoutingReceipt()!.Cost);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task When_all_fail_each_attempt_is_told_with_its_failure(bool stream)
    {
        var clients = Enumerable.Range(0, 3).Select(i => new TimedChatClient(_time, (3, "")) { Failure = () => new IOException($"{i}") }).ToArray();
        using var router = Over(TimeSpan.FromSeconds(2), clients);

        var thrown = await Assert.ThrowsAsync<AllModelsFailedException>(() => _time.RunAsync(router.AskAsync(stream, Hello)));

        Assert.Equal(3, thrown.Attempts.Count);
        Assert.Equal(thrown.Attempts.Select(a => a.Model[1..]), thrown.InnerExceptions.Select(e => e.Message));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_final_failure_ends_the_race_and_the_other_is_accounted_for(bool stream)
    {
        TimedChatClient first = new(_time, (3, "")) { Failure = () => new ArgumentException("bad", nameof(stream)) };
        TimedChatClient second = new(_time, (Forever, "second"));
        using var router = Over(TimeSpan.FromSeconds(2), first, second);

        await Assert.ThrowsAsync<ArgumentException>(() => _time.RunAsync(router.AskAsync(stream, Hello)));

        Assert.Equal([("m0", AttemptOutcome.Failed), ("m1", AttemptOutcome.Superseded)], _ledger.Snapshot().Select(e => (e.Model, e.Outcome)));
        Assert.Equal(0, second.Running);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_callers_cancellation_ends_all_racers(bool stream)
    {
        using var cancellation = new CancellationTokenSource();
        TimedChatClient first = new(_time, (Forever, "first")), second = new(_time, (Forever, "second")), third = new(_time, (0, "third"));
        using var router = Over(TimeSpan.FromSeconds(2), first, second, third);

        var asked = router.AskCancellablyAsync(stream, Hello, null, cancellation.Token);
        _time.Advance(TimeSpan.FromSeconds(2));
        await _time.RunAsync(UntilAsync(() => second.Calls == 1));
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
        Assert.Equal((0, 0, 0), (first.Running, second.Running, third.Calls));
        Assert.Equal([AttemptOutcome.Cancelled, AttemptOutcome.Cancelled], _ledger.Snapshot().Select(e => e.Outcome));
        Assert.All(router.Endpoints, e => Assert.Equal(HealthState.Closed, e.Health.State));

        static async Task<bool> UntilAsync(Func<bool> condition)
        {
            while (!condition())
            {
                await Task.Delay(1, TestContext.Current.CancellationToken);
            }

            return true;
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_callers_cancellation_carries_the_callers_token(bool stream)
    {
        using var cancellation = new CancellationTokenSource();
        var ends = new TaskCompletionSource();
        var slow = FakeChatClient.Saying("slow");
        slow.Before = _ => ends.Task;
        using var router = new ModelRouterChatClient(
            [Endpoint("m0", slow, 0.9), Endpoint("m1", FakeChatClient.Saying("second"), 0.8)], new() { Execution = { HedgeDelay = TimeSpan.FromSeconds(2) } }, timeProvider: _time);

        var asked = router.AskCancellablyAsync(stream, Hello, null, cancellation.Token);
        await cancellation.CancelAsync();
        _time.Advance(TimeSpan.FromSeconds(2));
        ends.SetResult();

        Assert.Equal(cancellation.Token, (await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked)).CancellationToken);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task No_competitor_beyond_the_attempts_that_a_call_may_make(bool stream)
    {
        TimedChatClient slow = new(_time, (10, "slow")), other = new(_time, (0, "other"));
        using var router = new ModelRouterChatClient(
            [Endpoint("m0", slow, 0.9), Endpoint("m1", other, 0.8)],
            new() { Execution = { HedgeDelay = TimeSpan.FromSeconds(2), MaxAttempts = 1 } },
            timeProvider: _time);

        Assert.Equal("slow", (await _time.RunAsync(router.AskAsync(stream, Hello))).Text);
        Assert.Equal(0, other.Calls);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task A_race_that_is_won_while_a_budget_is_asked_starts_nobody(bool stream, bool heedsCancellation)
    {
        var budgets = new InMemoryBudgetStore();
        var store = new HeldBudgetStore(budgets, heedsCancellation);
        TimedChatClient first = new(_time, (3, "first")), second = new(_time, (0, "second"));
        using var router = Over(store, first, second);

        var asked = router.AskAsync(stream, Hello);
        _time.Advance(TimeSpan.FromSeconds(2));
        await store.Asked.Task.WaitAsync(TestContext.Current.CancellationToken);
        _time.Advance(TimeSpan.FromSeconds(2));
        if (!heedsCancellation)
        {
            while (first.Running > 0)
            {
                await Task.Delay(1, TestContext.Current.CancellationToken);
            }

            Assert.False(asked.IsCompleted);
            store.LetGo.SetResult();
        }

        var response = await _time.RunAsync(asked);

        Assert.Equal("first", response.Text);
        Assert.Equal([("m0", AttemptOutcome.Succeeded)], response.GetRoutingReceipt()!.Attempts.Select(a => (a.Model, a.Outcome)));
        Assert.Equal((0, 1L), (second.Calls, _ledger.Count));
        Assert.Equal(new(_ledger.Total, 0), (await budgets.ReadAsync(_time.GetUtcNow(), TestContext.Current.CancellationToken)).Single().Balance);

        // Nor does it keep its place, or its request of this minute.
        store.LetGo.TrySetResult();
        Assert.Equal("second", (await router.AskAsync(stream, Hello, new() { ModelId = "m1" })).Text);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_attempt_that_comes_as_the_race_is_won_leaves_nothing_behind(bool stream)
    {
        var answer = new TaskCompletionSource();
        var first = FakeChatClient.Saying("first");
        first.Before = async _ => await answer.Task.ConfigureAwait(false);
        var budgets = new InMemoryBudgetStore();

        // The first has answered when the reservation for the second returns.
        var store = new HeldBudgetStore(budgets, heedsCancellation: false) { Meanwhile = () => Task.Run(answer.SetResult).Wait(TestContext.Current.CancellationToken) };
        TimedChatClient second = new(_time, (0, "second"));
        using var router = Over(store, first, second);
        router.Endpoints[1].Health.ReportFailure(0, TimeSpan.FromSeconds(1));
        _time.SetUtcNow(router.Endpoints[1].Health.OpenUntil!.Value);

        var asked = router.AskAsync(stream, Hello);
        _time.Advance(TimeSpan.FromSeconds(2));
        var response = await _time.RunAsync(asked);

        Assert.Equal(("first", 0, 1L), (response.Text, second.Calls, _ledger.Count));
        Assert.Equal(0, (await budgets.ReadAsync(_time.GetUtcNow(), TestContext.Current.CancellationToken)).Single().Balance.Reserved);
        Assert.Equal((false, HealthState.HalfOpen), (router.Endpoints[1].Health.IsBeingProbed, router.Endpoints[1].Health.State));
        Assert.Equal("second", (await router.AskAsync(stream, Hello, new() { ModelId = "m1" })).Text);
    }

    [Fact]
    public async Task Content_is_shown_while_a_budget_is_asked_for_another()
    {
        var store = new HeldBudgetStore(new(), heedsCancellation: false);
        TimedChatClient first = new(_time, (3, "first ")), second = new(_time, (0, "second"));
        using var router = Over(store, first, second);
        await using var updates = router.GetStreamingResponseAsync(Hello, cancellationToken: TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);

        var shown = updates.MoveNextAsync().AsTask();
        _time.Advance(TimeSpan.FromSeconds(2));
        await store.Asked.Task.WaitAsync(TestContext.Current.CancellationToken);
        await _time.RunAsync(shown);

        Assert.Equal("first ", updates.Current.Text);
        store.LetGo.SetResult();
        while (await updates.MoveNextAsync())
        {
        }

        Assert.Equal(0, second.Calls);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_fails_while_a_budget_is_asked_leaves_the_race_to_the_other(bool stream)
    {
        var store = new HeldBudgetStore(new(), heedsCancellation: false);
        TimedChatClient first = new(_time, (3, "")) { Failure = () => new IOException() }, second = new(_time, (1, "second"));
        using var router = Over(store, first, second);

        var asked = router.AskAsync(stream, Hello);
        _time.Advance(TimeSpan.FromSeconds(2));
        await store.Asked.Task.WaitAsync(TestContext.Current.CancellationToken);
        _time.Advance(TimeSpan.FromSeconds(2));
        store.LetGo.SetResult();

        Assert.Equal("second", (await _time.RunAsync(asked)).Text);
        Assert.Equal([("m0", AttemptOutcome.Failed), ("m1", AttemptOutcome.Succeeded)], _ledger.Snapshot().Select(e => (e.Model, e.Outcome)));
    }

    private ModelRouterChatClient Over(IBudgetStore budgets, params IChatClient[] clients)
    {
        var options = new ModelRouterOptions { Execution = { HedgeDelay = TimeSpan.FromSeconds(2) } };
        options.Budgets.Add(new() { Name = "all", Window = BudgetWindow.Total, Limit = 1_000 });
        return new(
            clients.Select((c, i) => new ModelEndpoint(
                Profile($"m{i}", 0.9 - (0.1 * i)) with { Limits = new() { MaxConcurrency = 1, RequestsPerMinute = 1, QueueWait = TimeSpan.Zero } }, c)),
            options,
            ledger: _ledger,
            timeProvider: _time,
            budgetStore: budgets);
    }

    private ModelRouterChatClient Over(TimeSpan hedgeDelay, params TimedChatClient[] clients) => new(
        clients.Select((c, i) => Endpoint($"m{i}", c, 0.9 - (0.1 * i))),
        new() { Execution = { HedgeDelay = hedgeDelay } },
        ledger: _ledger,
        timeProvider: _time);
}
