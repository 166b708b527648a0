using System.Collections.Concurrent;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Time.Testing;

namespace ModelRouter.Tests;

public sealed class StoreHealthTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_router_whose_store_of_outcomes_does_not_answer_serves_and_is_degraded_until_it_does(bool stream)
    {
        var (time, store) = (new FakeTimeProvider(new(2026, 5, 5, 12, 0, 0, TimeSpan.Zero)), new SwitchedStore { IsBroken = true });
        await using var learner = await OutcomeLearner.OpenAsync(store, timeProvider: time, cancellationToken: Ct);
        using var router = new ModelRouterChatClient([Routers.Endpoint("m", FakeChatClient.Saying("hi"))], timeProvider: time, learner: learner);
        Assert.Equal("hi", (await router.AskAsync(stream, Routers.Hello)).Text);
        Assert.Equal((HealthStatus.Degraded, "The store of outcomes doesn't answer since 2026-05-05 12:00:00Z."), await CheckAsync(router));

        store.IsBroken = false;
        time.Advance(TimeSpan.FromSeconds(1));
        while (learner.Outage is not null)
        {
            await Task.Delay(1, Ct);
        }

        Assert.Equal((HealthStatus.Healthy, "All models are available."), await CheckAsync(router));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Nobody_waits_for_a_store_that_hangs_once_that_is_known_and_it_gets_all_when_it_answers(bool stream)
    {
        var (time, store) = (new FakeTimeProvider(new(2026, 5, 5, 12, 0, 0, TimeSpan.Zero)), new SwitchedStore());
        await using var learner = await OutcomeLearner.OpenAsync(store, timeProvider: time, cancellationToken: Ct);
        using var router = new ModelRouterChatClient([Routers.Endpoint("m", FakeChatClient.Saying("hi"))], timeProvider: time, learner: learner);
        store.IsBroken = true;
        await AdvanceUntilAsync(time, () => learner.Outage is not null);
        var receipt = (await router.AskAsync(stream, Routers.Hello)).GetRoutingReceipt()!;
        Assert.True(await learner.RecordAsync(receipt, 1, cancellationToken: Ct).WaitAsync(TimeSpan.FromSeconds(30), Ct));
        Assert.Empty(store.Saved);

        store.IsBroken = false;
        await AdvanceUntilAsync(time, () => learner.Outage is null);
        Assert.Equal(receipt.CallId, Assert.Single(store.Saved).Call.CallId);
        await AdvanceUntilAsync(time, () => store.Remembered.Any(call => call.CallId == receipt.CallId));
    }

    private static async Task AdvanceUntilAsync(FakeTimeProvider time, Func<bool> isReached)
    {
        // Many more steps than anything here takes: what never comes must not hang the run.
        var isDone = false;
        for (var step = 0; step < 30_000 && !isDone; step++)
        {
            time.Advance(TimeSpan.FromSeconds(15));
            await Task.Delay(1, Ct);
            isDone = isReached();
        }

        Assert.True(isDone);
    }

    private static async Task<(HealthStatus, string?)> CheckAsync(ModelRouterChatClient router)
    {
        var check = new RouterHealthCheck(router);
        var result = await check.CheckHealthAsync(new() { Registration = new("modelrouter", check, null, null) }, Ct);
        return (result.Status, result.Description);
    }

    private sealed class SwitchedStore : IOutcomeStore
    {
        public bool IsBroken { get; set; }

        public ConcurrentQueue<OutcomeLabel> Saved { get; } = [];

        public ConcurrentQueue<LearnableCall> Remembered { get; } = [];

        public Task<long> RevisionAsync(CancellationToken cancellationToken = default) => IsBroken ? Task.FromException<long>(new IOException("The network is down.")) : Task.FromResult(1L);

        public Task<IReadOnlyList<OutcomeLabel>> LoadAsync(CancellationToken cancellationToken = default) => Task.FromResult<IReadOnlyList<OutcomeLabel>>([]);

        public Task RememberAsync(IReadOnlyList<LearnableCall> calls, CancellationToken cancellationToken = default)
        {
            foreach (var call in calls)
            {
                Remembered.Enqueue(call);
            }

            return IsBroken ? Task.Delay(Timeout.Infinite, cancellationToken) : Task.CompletedTask;
        }

        public Task<LearnableCall?> FindAsync(Guid callId, CancellationToken cancellationToken = default) => Task.FromResult<LearnableCall?>(null);

        public Task SaveAsync(OutcomeLabel label, IReadOnlyList<OutcomeLabel> forgotten, CancellationToken cancellationToken = default)
        {
            Saved.Enqueue(label);
            return IsBroken ? Task.Delay(Timeout.Infinite, cancellationToken) : Task.CompletedTask;
        }

        public Task ResetAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
