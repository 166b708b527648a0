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

        time.Advance(TimeSpan.FromSeconds(10));
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

        Assert.Equal("b is back", (await router.AskAsync(false, Hello)).Text);
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
        var options = new Microsoft.Extensions.AI.ChatOptions { AdditionalProperties = new() { ["modelrouter.data_class"] = DataClass.Confidential } };

        await Assert.ThrowsAsync<AllModelsFailedException>(() => router.AskAsync(false, Hello, options));
        await Assert.ThrowsAsync<AllModelsFailedException>(() => router.AskAsync(true, Hello, options));

        Assert.Equal((0, 2), (cloud.Calls, local.Calls));
    }
}
