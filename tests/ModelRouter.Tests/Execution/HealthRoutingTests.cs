using Microsoft.Extensions.AI;
using Microsoft.Extensions.Time.Testing;
using static ModelRouter.Tests.Routers;

namespace ModelRouter.Tests;

public class HealthRoutingTests
{
    [Fact]
    public async Task A_failing_model_rests_and_comes_back_through_a_probe()
    {
        var time = new FakeTimeProvider();
        var a = FakeChatClient.Throwing(() => new IOException());
        var b = FakeChatClient.Saying("from b");
        using var router = new ModelRouterChatClient(
            [Endpoint("a", a, 0.9), Endpoint("b", b, 0.5)], new() { Health = { FailureThreshold = 2 } }, timeProvider: time);

        for (var i = 0; i < 5; i++)
        {
            await router.AskAsync(false, Hello);
        }

        Assert.Equal(2, a.Calls);
        var decision = router.Route(Hello);
        Assert.Equal("health", Assert.Single(decision.Excluded).Rule);

        time.Advance(TimeSpan.FromSeconds(11));
        a.Updates = FakeChatClient.Saying("from a").Updates;
        Assert.Equal("from a", (await router.AskAsync(true, Hello)).Text);
        Assert.Equal(HealthState.Closed, router.Endpoints[0].Health.State);
    }

    [Fact]
    public async Task When_all_cool_down_the_first_one_back_is_probed()
    {
        var time = new FakeTimeProvider();
        var a = FakeChatClient.Throwing(() => new IOException());
        var b = FakeChatClient.Throwing(() => new IOException());
        using var router = new ModelRouterChatClient(
            [Endpoint("a", a, 0.9), Endpoint("b", b, 0.5)], new() { Health = { FailureThreshold = 1 } }, timeProvider: time);
        await Assert.ThrowsAsync<AllModelsFailedException>(() => router.AskAsync(false, Hello, new() { ModelId = "b" }));
        time.Advance(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAsync<AllModelsFailedException>(() => router.AskAsync(false, Hello, new() { ModelId = "a" }));

        b.Updates = FakeChatClient.Saying("b is back").Updates;
        var shown = router.Route(Hello);
        Assert.True(shown.IsForcedProbe);
        Assert.Contains("All models that may serve cool down", shown.Explain(), StringComparison.Ordinal);

        var response = await time.RunAsync(router.AskAsync(false, Hello));
        Assert.Equal(("b is back", true), (response.Text, response.GetRoutingReceipt()!.Decision.IsForcedProbe));
        Assert.False(router.Route(Hello).IsForcedProbe);
        Assert.Equal(1, a.Calls);
    }

    [Fact]
    public async Task No_probe_breaks_another_rule()
    {
        var time = new FakeTimeProvider();
        var cloud = FakeChatClient.Throwing(() => new IOException());
        var local = FakeChatClient.Throwing(() => new IOException());
        using var router = new ModelRouterChatClient(
            [new(Profile("cloud", 0.9) with { Clearance = DataClass.Public }, cloud), new(Profile("local", 0.2), local)],
            new() { Health = { FailureThreshold = 1 } },
            timeProvider: time);
        var options = new ChatOptions { AdditionalProperties = new() { ["modelrouter.data_class"] = DataClass.Confidential } };

        await Assert.ThrowsAsync<AllModelsFailedException>(() => router.AskAsync(false, Hello, options));
        await Assert.ThrowsAsync<AllModelsFailedException>(() => time.RunAsync(router.AskAsync(true, Hello, options)));

        Assert.Equal((0, 2), (cloud.Calls, local.Calls));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task When_the_first_one_is_back_soon_it_is_waited_for(bool stream)
    {
        var time = new FakeTimeProvider();
        var a = FakeChatClient.Throwing(() => new IOException());
        using var router = new ModelRouterChatClient(
            [Endpoint("a", a)], new() { Health = { FailureThreshold = 1, Cooldown = TimeSpan.FromSeconds(1), Jitter = 0 } }, timeProvider: time);
        await Assert.ThrowsAsync<AllModelsFailedException>(() => router.AskAsync(stream, Hello));
        a.Updates = FakeChatClient.Saying("back").Updates;

        var asked = router.AskAsync(stream, Hello);
        time.Advance(TimeSpan.FromSeconds(0.9));
        Assert.Equal(1, a.Calls);

        Assert.Equal("back", (await time.RunAsync(asked)).Text);
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(true, false)]
    public async Task Of_many_callers_one_probes_and_the_others_wait_for_its_word(bool stream, bool recovers)
    {
        var time = new FakeTimeProvider();
        var client = new TimedChatClient(time, (0.5, recovers ? "back" : "")) { Failure = recovers ? null : () => new IOException() };
        var health = new EndpointHealth(new() { FailureThreshold = 1, Cooldown = TimeSpan.FromMinutes(1) }, time);
        health.ReportFailure(0);
        using var router = new ModelRouterChatClient([new(Profile("a"), client, health: health)], new() { Seed = 1 }, timeProvider: time);

        var asked = Enumerable.Range(0, 20).Select(_ => Record.ExceptionAsync(() => router.AskAsync(stream, Hello)).AsTask()).ToArray();

        // In small steps: those who wait must see the probe's end before their own time is over, on a busy machine, too.
        var failures = await time.RunAsync(Task.WhenAll(asked), TimeSpan.FromMilliseconds(10));

        if (recovers)
        {
            Assert.All(failures, Assert.Null);
        }
        else
        {
            Assert.All(failures, f => Assert.IsType<AllModelsFailedException>(f));
            Assert.Equal(1, client.Calls);
            Assert.Equal(19, failures.Count(f => ((AllModelsFailedException)f!).Skipped is [{ Rule: "health" }]));
        }
    }

    [Theory]
    [InlineData(1, HealthState.Open)]
    [InlineData(2, HealthState.Closed)]
    public async Task A_probe_lets_others_in_once_it_has_content_and_a_later_break_counts_as_any_other(int threshold, HealthState after)
    {
        var time = new FakeTimeProvider();
        var client = new FakeChatClient { Updates = (_, _, _) => Cut() };
        var health = new EndpointHealth(new() { FailureThreshold = threshold }, time);
        health.ReportFailure(0, TimeSpan.FromSeconds(1));
        time.Advance(TimeSpan.FromSeconds(11));
        using var router = new ModelRouterChatClient([new(Profile("a"), client, health: health)], timeProvider: time);

        var probe = router.GetStreamingResponseAsync(Hello, cancellationToken: TestContext.Current.CancellationToken)
            .GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Assert.True(await probe.MoveNextAsync());
        Assert.Equal(HealthState.Closed, health.State);
        client.Updates = FakeChatClient.Saying("back").Updates;
        Assert.Equal("back", (await router.AskAsync(true, Hello)).Text);

        await Assert.ThrowsAsync<IOException>(async () => await probe.MoveNextAsync());
        await probe.DisposeAsync();
        Assert.Equal(after, health.State);

        static IEnumerable<ChatResponseUpdate> Cut()
        {
            yield return new(ChatRole.Assistant, "Once");
            throw new IOException("cut");
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_caller_who_leaves_while_all_cool_down_is_never_sent(bool stream)
    {
        using var cancellation = new CancellationTokenSource();
        var time = new FakeTimeProvider();
        var client = FakeChatClient.Saying("ok");
        var health = new EndpointHealth(new() { FailureThreshold = 1 }, time);
        health.ReportFailure(0);
        using var router = new ModelRouterChatClient([new(Profile("a"), client, health: health)], timeProvider: time);

        var asked = router.AskCancellablyAsync(stream, Hello, null, cancellation.Token);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
        Assert.Equal(0, client.Calls);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_waits_for_a_place_while_another_takes_the_probe_gives_the_place_back(bool stream)
    {
        var time = new FakeTimeProvider();
        var answer = new TaskCompletionSource();
        var client = FakeChatClient.Saying("ok");
        client.Before = _ => answer.Task;
        var health = new EndpointHealth(new() { FailureThreshold = 1, Cooldown = TimeSpan.FromSeconds(1) }, time);
        using var router = new ModelRouterChatClient(
            [new(Profile("a") with { Limits = new() { MaxConcurrency = 1, QueueWait = TimeSpan.FromMinutes(1) } }, client, health: health)], timeProvider: time);

        var first = router.AskAsync(stream, Hello);
        health.ReportFailure(0);
        time.Advance(TimeSpan.FromSeconds(2));
        var second = router.AskAsync(stream, Hello);
        Assert.True(health.TryEnter(force: false, out var probe));
        answer.SetResult();

        Assert.Equal("ok", (await first).Text);
        Assert.Equal(("a", "health"), (await Assert.ThrowsAsync<AllModelsFailedException>(() => second)).Skipped.Select(static skip => (skip.Model, skip.Rule)).Single());
        health.ReportSuccess(probe);
        Assert.Equal("ok", (await time.RunAsync(router.AskAsync(stream, Hello), TimeSpan.FromSeconds(10))).Text);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task When_the_probing_caller_leaves_the_one_who_waits_for_its_word_probes(bool stream)
    {
        using var caller = new CancellationTokenSource();
        var time = new FakeTimeProvider();
        var client = FakeChatClient.Saying("back");
        client.Before = ct => client.Calls == 1 ? Task.Delay(Timeout.InfiniteTimeSpan, ct) : Task.CompletedTask;
        var health = new EndpointHealth(new() { FailureThreshold = 1, Cooldown = TimeSpan.FromSeconds(1) }, time);
        health.ReportFailure(0);
        time.Advance(TimeSpan.FromSeconds(2));
        using var router = new ModelRouterChatClient([new(Profile("a"), client, health: health)], timeProvider: time);

        var first = router.AskCancellablyAsync(stream, Hello, null, caller.Token);
        var second = router.AskAsync(stream, Hello);
        Assert.False(second.IsCompleted);
        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.Equal("back", (await time.RunAsync(second)).Text);
        Assert.Equal(HealthState.Closed, health.State);
    }
}
