using Microsoft.Extensions.Time.Testing;
using static ModelRouter.Tests.Cascades;

namespace ModelRouter.Tests;

/// <summary>Cascades whose time is over, or whose caller leaves.</summary>
public class CascadeEndTests
{
    private readonly InMemorySpendLedger _ledger = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_verifier_is_waited_for_no_longer_than_the_call(bool stream)
    {
        var time = new FakeTimeProvider();
        var silent = new FakeVerifier(static (_, _) => new(new TaskCompletionSource<AnswerVerdict>().Task));
        using var router = Over(
            Thinking("hm", "right"), Thinking("", "dear"), silent, _ledger,
            new() { Execution = { CallTimeout = TimeSpan.FromSeconds(3) }, Cascade = { Mode = CascadeMode.Always, Verifiers = { Timeout = TimeSpan.FromSeconds(9) } } }, time);

        var response = await time.RunAsync(router.AskAsync(stream, Routers.Hello));

        Assert.Equal("right", response.Text);
        Assert.Equal([new("verifier:judge", AnswerCheckOutcome.NotMade, "It had no word within 3 s.")], response.GetRoutingReceipt()!.Checks);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_caller_who_leaves_the_better_model_has_left_an_answer_that_failed(bool stream)
    {
        using var caller = new CancellationTokenSource();
        var large = Thinking("", "dear");
        large.Before = async ct =>
        {
            await caller.CancelAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, ct);
        };
        using var router = Over(Thinking("hm", "wrong"), large, FakeVerifier.Wanting("dear"), _ledger);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => router.AskCancellablyAsync(stream, Routers.Hello, null, caller.Token));

        Assert.Equal([("large", AttemptOutcome.Cancelled), ("small", AttemptOutcome.Escalated)], _ledger.Snapshot().Select(e => (e.Model, e.Outcome)));
    }
}
