using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using static ModelRouter.Tests.Cascades;

namespace ModelRouter.Tests;

/// <summary>Verifiers of a cheap model's answer: who they are, and what becomes of those that fail, hang or are left.</summary>
public class AnswerVerifierTests
{
    private readonly InMemorySpendLedger _ledger = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_verifier_that_fails_or_takes_too_long_lets_the_answer_pass_and_the_receipt_says_so(bool stream)
    {
        var time = new FakeTimeProvider();
        var failing = new FakeVerifier((_, _) => throw new InvalidOperationException("sk-canary"));
        using var first = Over(Thinking("hm", "wrong"), Thinking("", "dear"), failing, _ledger, time: time);
        var response = await first.AskAsync(stream, Routers.Hello);
        Assert.Equal("wrong", response.Text);
        Assert.Equal([new("verifier:judge", AnswerCheckOutcome.NotMade, "It failed itself: InvalidOperationException.")], response.GetRoutingReceipt()!.Checks);

        var wasCancelled = false;
        var slow = new FakeVerifier(async (_, ct) =>
        {
            ct.Register(() => wasCancelled = true);
            await Task.Delay(Timeout.InfiniteTimeSpan, time, CancellationToken.None);
            return AnswerVerdict.Accepted;
        });
        using var second = Over(Thinking("hm", "wrong"), Thinking("", "dear"), slow, _ledger, new() { Cascade = { Mode = CascadeMode.Always, Verifiers = { Timeout = TimeSpan.FromSeconds(3) } } }, time);
        response = await time.RunAsync(second.AskAsync(stream, Routers.Hello));
        Assert.Equal(("wrong", true), (response.Text, wasCancelled));
        Assert.Equal([new("verifier:judge", AnswerCheckOutcome.NotMade, "It had no word within 3 s.")], response.GetRoutingReceipt()!.Checks);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_a_verifier_asks_is_paid_by_the_requests_run(bool stream)
    {
        using var judge = Routers.Over(null, ("judge", Thinking("", "fine")));
        var verifier = new FakeVerifier(async (_, ct) =>
        {
            await judge.GetResponseAsync(Routers.Hello, cancellationToken: ct);
            return AnswerVerdict.Accepted;
        });
        using var router = Over(Thinking("hm", "right"), Thinking("", "dear"), verifier, _ledger);
        var run = new RoutingRun();

        await router.AskAsync(stream, Routers.Hello, new ChatOptions().WithRun(run));

        Assert.Equal(["judge", "small"], run.GetReceipt().Steps.Select(static step => step.Model).Order(StringComparer.Ordinal));
        Assert.Null(RoutingRun.Current);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_caller_who_leaves_during_a_check_is_heard_and_the_answer_is_billed(bool stream)
    {
        using var caller = new CancellationTokenSource();
        var large = Thinking("", "dear");
        var verifier = new FakeVerifier(async (_, ct) =>
        {
            await caller.CancelAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, ct);
            return AnswerVerdict.Accepted;
        });
        using var router = Over(Thinking("hm", "wrong"), large, verifier, _ledger);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => router.AskCancellablyAsync(stream, Routers.Hello, null, caller.Token));

        Assert.Equal([("small", AttemptOutcome.Cancelled, 0.00009m)], _ledger.Snapshot().Select(e => (e.Model, e.Outcome, e.Cost)));
        Assert.Equal(0, large.Calls);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_verifier_that_heeds_its_token_tells_the_caller_of_the_callers_own(bool stream)
    {
        using var caller = new CancellationTokenSource();
        var verifier = new FakeVerifier((_, ct) =>
        {
            caller.Cancel();
            return ValueTask.FromCanceled<AnswerVerdict>(ct);
        });
        using var router = Over(Thinking("hm", "wrong"), Thinking("", "dear"), verifier, _ledger);

        var thrown = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => router.AskCancellablyAsync(stream, Routers.Hello, null, caller.Token));

        Assert.Equal(caller.Token, thrown.CancellationToken);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_verifier_is_stopped_when_the_caller_leaves_whether_or_not_it_ends(bool stream)
    {
        using var caller = new CancellationTokenSource();
        var stops = 0;
        var verifier = new FakeVerifier((_, ct) =>
        {
            ct.Register(() => stops++);
            return new(new TaskCompletionSource<AnswerVerdict>().Task);
        });
        using var router = Over(Thinking("hm", "wrong"), Thinking("", "dear"), verifier, _ledger);

        var call = router.AskCancellablyAsync(stream, Routers.Hello, null, caller.Token);
        Assert.Single(verifier.Asked);
        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(1, stops);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_verifier_that_fails_once_it_is_left_tells_nobody(bool leaves)
    {
        Assert.False(await Unobserved.HasFailureAsync("late verdict", async () =>
        {
            var time = new FakeTimeProvider();
            using var caller = new CancellationTokenSource();
            var verdict = new TaskCompletionSource<AnswerVerdict>();
            using var router = Over(Thinking("hm", "right"), Thinking("", "dear"), new FakeVerifier((_, _) => new(verdict.Task)), time: time);
            var call = router.AskCancellablyAsync(false, Routers.Hello, null, caller.Token);
            if (leaves)
            {
                await caller.CancelAsync();
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
            }
            else
            {
                Assert.Equal("right", (await time.RunAsync(call, TimeSpan.FromSeconds(10))).Text);
            }

            verdict.SetException(new IOException("late verdict"));
        }));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_verifier_may_ask_the_router_itself(bool stream)
    {
        ModelRouterChatClient? router = null;
        var depth = 0;
        var verifier = new FakeVerifier(async (_, ct) =>
        {
            Assert.Equal(1, ++depth);
            var judged = await router!.GetResponseAsync("Is it right?", cancellationToken: ct);
            depth--;
            return judged.GetRoutingReceipt()!.Decision.Cascade is null ? AnswerVerdict.Accepted : AnswerVerdict.Rejected("A cascade in a cascade.");
        });
        using (router = Over(Thinking("hm", "right"), Thinking("", "dear"), verifier))
        {
            var response = await router.AskAsync(stream, Routers.Hello);

            Assert.Equal(AnswerCheckOutcome.Passed, Assert.Single(response.GetRoutingReceipt()!.Checks).Outcome);
            Assert.Single(verifier.Asked);
        }
    }

    [Fact]
    public void Verifiers_are_services_or_added_to_the_router()
    {
        var services = new ServiceCollection();
        services.AddSingleton<IAnswerVerifier>(FakeVerifier.Wanting("a"));
        services.AddModelRouter(router => router
            .AddModel(Small, Thinking("", "x"))
            .AddModel(Large, Thinking("", "y"))
            .AddAnswerVerifier(new FakeVerifier(_ => AnswerVerdict.Accepted) { Name = "second" })
            .UsePredictor(Usual)
            .Configure(options => options.Cascade.Mode = CascadeMode.Always));
        using var provider = services.BuildServiceProvider();

        Assert.Equal(["verifier:judge", "verifier:second"], provider.GetRequiredService<ModelRouterChatClient>().Route(Routers.Hello).Cascade!.Checks);
    }

    [Fact]
    public void Verifiers_have_names_of_their_own()
    {
        FakeVerifier one = FakeVerifier.Wanting("a"), same = FakeVerifier.Wanting("b"), nameless = new(_ => AnswerVerdict.Accepted) { Name = "" };
        ModelEndpoint[] models = [new(Small, Thinking("", "x"))];

        Assert.Contains("'judge'", Assert.Throws<ArgumentException>(() => new ModelRouterChatClient(models, answerVerifiers: [one, same])).Message, StringComparison.Ordinal);
        Assert.Contains("1 to 50", Assert.Throws<ArgumentException>(() => new ModelRouterChatClient(models, answerVerifiers: [nameless])).Message, StringComparison.Ordinal);
    }
}
