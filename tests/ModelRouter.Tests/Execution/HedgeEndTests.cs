using Microsoft.Extensions.AI;
using Microsoft.Extensions.Time.Testing;
using static ModelRouter.Tests.Routers;

namespace ModelRouter.Tests;

/// <summary>What becomes of those who have lost a race.</summary>
public class HedgeEndTests
{
    private const double Forever = 1_000_000;

    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch);
    private readonly InMemorySpendLedger _ledger = new();

    [Fact]
    public async Task A_loser_is_accounted_for_when_the_winner_breaks()
    {
        TimedChatClient slow = new(_time, (Forever, "slow")), quick = new(_time, (1, "one ")) { Failure = static () => new IOException("cut") };
        using var router = Over(slow, quick);

        await Assert.ThrowsAsync<IOException>(() => _time.RunAsync(router.AskAsync(stream: true, Hello)));

        Assert.Equal([("m0", AttemptOutcome.Superseded), ("m1", AttemptOutcome.Interrupted)], _ledger.Snapshot().Select(e => (e.Model, e.Outcome)));
        Assert.Equal((1, 0), (slow.Cancellations, slow.Running));
    }

    [Fact]
    public async Task The_answer_ends_when_nothing_of_a_loser_runs_any_more()
    {
        var slow = new LingeringClient();
        using var router = Over(slow, new TimedChatClient(_time, (1, "quick")));

        var asked = router.AskAsync(stream: true, Hello);
        await _time.RunAsync(slow.Ending.Task);
        for (var i = 0; i < 100 && !asked.IsCompleted; i++)
        {
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }

        Assert.False(asked.IsCompleted);
        slow.LetGo.SetResult();
        var receipt = (await asked).GetRoutingReceipt()!;
        Assert.Equal([("m0", AttemptOutcome.Superseded), ("m1", AttemptOutcome.Succeeded)], receipt.Attempts.Select(a => (a.Model, a.Outcome)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_loser_that_was_refused_before_it_heard_of_its_end_has_failed(bool stream)
    {
        var refused = FakeChatClient.Saying("slow");
        refused.Before = static async ct =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw new KindException(ModelFailureKind.RateLimit);
        };
        using var router = Over(refused, new TimedChatClient(_time, (1, "quick")));

        var receipt = (await _time.RunAsync(router.AskAsync(stream, Hello))).GetRoutingReceipt()!;

        Assert.Equal([("m0", AttemptOutcome.Failed, ModelFailureKind.RateLimit), ("m1", AttemptOutcome.Succeeded, null)], receipt.Attempts.Select(a => (a.Model, a.Outcome, a.Failure)));
        Assert.NotNull(receipt.Attempts[0].Error);
        Assert.Equal(receipt.Attempts.Select(a => (a.Model, a.Outcome)), _ledger.Snapshot().Select(e => (e.Model, e.Outcome)));
    }

    private ModelRouterChatClient Over(params IChatClient[] clients) => new(
        clients.Select((c, i) => Endpoint($"m{i}", c, 0.9 - (0.1 * i))),
        new() { Execution = { HedgeDelay = TimeSpan.FromSeconds(2) } },
        ledger: _ledger,
        timeProvider: _time,
        failureReaders: [new KindReader()]);
}
