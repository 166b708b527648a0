using Microsoft.Extensions.AI;
using Microsoft.Extensions.Time.Testing;
using static ModelRouter.ModelFailureKind;
using static ModelRouter.Tests.Routers;

namespace ModelRouter.Tests;

/// <summary>Holds the table of what follows from which failure: written down here a second time, and seen from outside.</summary>
public class FailureRuleTests
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch);

    public static TheoryData<bool, ModelFailureKind, string, bool, bool> Table()
    {
        var data = new TheoryData<bool, ModelFailureKind, string, bool, bool>();
        foreach (var stream in new[] { false, true })
        {
            data.Add(stream, Unknown, "next", true, false);
            data.Add(stream, InvalidRequest, "fail", false, false);
            data.Add(stream, Authentication, "next", true, false);
            data.Add(stream, UnknownModel, "next", true, false);
            data.Add(stream, ContextLength, "larger", false, false);
            data.Add(stream, ContentFilter, "fail", false, true);
            data.Add(stream, RateLimit, "later", true, false);
            data.Add(stream, Overload, "later", true, false);
            data.Add(stream, Server, "next", true, false);
            data.Add(stream, Unreachable, "next", true, false);
            data.Add(stream, Transport, "next", true, true);
            data.Add(stream, ModelFailureKind.Timeout, "next", true, true);
            data.Add(stream, MalformedAnswer, "next", true, true);
            data.Add(stream, Refused, "next", false, false);
            data.Add(stream, OutputLimit, "next", false, true);
        }

        return data;
    }

    [Fact]
    public void Every_kind_has_its_rule()
    {
        // Cancelled is tested where callers cancel.
        Assert.Equal(Enum.GetValues<ModelFailureKind>().Length - 1, Table().Count / 2);
    }

    [Theory]
    [MemberData(nameof(Table))]
    public async Task A_kind_leads_to_its_step_its_health_and_its_bill(bool stream, ModelFailureKind kind, string step, bool hurts, bool billed)
    {
        var ledger = new InMemorySpendLedger();
        var failing = FakeChatClient.Throwing(() => new KindException(kind));
        FakeChatClient small = FakeChatClient.Saying("small"), large = FakeChatClient.Saying("large");
        using var router = Over(
            ledger,
            new() { Health = { FailureThreshold = 1 } },
            new(Profile("failing", 0.9), failing),
            new(Profile("small", 0.7) with { ContextWindow = 8_192 }, small),
            new(Profile("large", 0.5) with { ContextWindow = 100_000 }, large));

        var result = await Record.ExceptionAsync(() => router.AskAsync(stream, Hello));
        var expected = step switch { "fail" => (0, 0), "larger" => (0, 1), _ => (1, 0) };

        Assert.Equal(expected, (small.Calls, large.Calls));
        Assert.Equal(step is "fail", result is KindException);
        Assert.Equal(hurts ? HealthState.Open : HealthState.Closed, router.Endpoints[0].Health.State);
        var entry = ledger.Snapshot()[0];
        Assert.Equal(("failing", AttemptOutcome.Failed, billed), (entry.Model, entry.Outcome, entry.Cost > 0));
        Assert.Equal(step is "fail" ? 1 : 2, ledger.Count);
    }

    [Theory]
    [MemberData(nameof(Table))]
    public async Task No_kind_is_followed_by_another_model_after_content(bool stream, ModelFailureKind kind, string step, bool hurts, bool billed)
    {
        _ = (stream, step, billed);
        var ledger = new InMemorySpendLedger();
        var second = FakeChatClient.Saying("spliced");
        using var router = Over(
            ledger,
            new() { Health = { FailureThreshold = 1 } },
            new(Profile("a", 0.9), new FakeChatClient { Updates = (_, _, _) => Cut(kind) }),
            new(Profile("b", 0.5) with { ContextWindow = 100_000 }, second));
        var got = "";

        await Assert.ThrowsAsync<KindException>(async () =>
        {
            await foreach (var update in router.GetStreamingResponseAsync(Hello, cancellationToken: TestContext.Current.CancellationToken))
            {
                got += update.Text;
            }
        });

        Assert.Equal(("Once", 0), (got, second.Calls));
        Assert.Equal(AttemptOutcome.Interrupted, Assert.Single(ledger.Snapshot()).Outcome);
        Assert.Equal(hurts ? HealthState.Open : HealthState.Closed, router.Endpoints[0].Health.State);

        static IEnumerable<ChatResponseUpdate> Cut(ModelFailureKind kind)
        {
            yield return new(ChatRole.Assistant, "Once");
            throw new KindException(kind);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Attempts_tell_their_kind_and_never_the_providers_words(bool stream)
    {
        using var router = Over(
            null, new(), new(Profile("a", 0.9), FakeChatClient.Throwing(() => new KindException(Server))), Endpoint("b", FakeChatClient.Saying("ok")));

        var receipt = (await router.AskAsync(stream, Hello)).GetRoutingReceipt()!;

        Assert.Equal([Server, null], receipt.Attempts.Select(a => a.Failure));
        Assert.DoesNotContain("canary", receipt.Attempts[0].ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_conversation_too_long_for_all_says_who_was_passed_over(bool stream)
    {
        using var router = Over(
            null,
            new(),
            new(Profile("a", 0.9) with { ContextWindow = 9_000 }, FakeChatClient.Throwing(() => new KindException(ContextLength))),
            new(Profile("b", 0.5) with { ContextWindow = 9_000 }, FakeChatClient.Saying("ok")));

        var thrown = await Assert.ThrowsAsync<AllModelsFailedException>(() => router.AskAsync(stream, Hello));

        Assert.Equal(ContextLength, Assert.Single(thrown.Attempts).Failure);
        Assert.Equal(("b", "context-window"), (Assert.Single(thrown.Skipped).Model, thrown.Skipped[0].Rule));
        Assert.Contains("b [context-window]", thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, RateLimit)]
    [InlineData(true, RateLimit)]
    [InlineData(false, Overload)]
    [InlineData(true, Overload)]
    public async Task Retry_After_is_honoured_by_this_call_and_by_all_others(bool stream, ModelFailureKind kind)
    {
        var busy = FakeChatClient.Saying("at last");
        busy.Before = _ => busy.Calls == 1 ? throw new KindException(kind, TimeSpan.FromSeconds(3)) : Task.CompletedTask;
        using var router = Over(null, new(), Endpoint("busy", busy));

        var asked = router.AskAsync(stream, Hello);
        var until = DateTimeOffset.UnixEpoch + TimeSpan.FromSeconds(3);
        Assert.True(router.Endpoints[0].Health.OpenUntil >= until);
        _time.Advance(TimeSpan.FromSeconds(2.9));
        Assert.Equal(1, busy.Calls);
        var receipt = (await _time.RunAsync(asked)).GetRoutingReceipt()!;

        Assert.Equal([kind, null], receipt.Attempts.Select(a => a.Failure));
        Assert.True(_time.GetUtcNow() >= until);
        Assert.Equal(HealthState.Closed, router.Endpoints[0].Health.State);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_rest_that_ends_between_two_milliseconds_is_waited_for_to_its_end(bool stream)
    {
        // Each seed lengthens the rest by another fraction of a millisecond.
        for (var seed = 0; seed < 20; seed++)
        {
            var busy = FakeChatClient.Saying("at last");
            busy.Before = _ => busy.Calls == 1 ? throw new KindException(RateLimit, TimeSpan.FromSeconds(1)) : Task.CompletedTask;
            using var router = Over(null, new() { Seed = seed }, Endpoint("busy", busy));

            var asked = router.AskAsync(stream, Hello);
            var rest = router.Endpoints[0].Health.OpenUntil!.Value - _time.GetUtcNow();
            _time.Advance(TimeSpan.FromMilliseconds(Math.Floor(rest.TotalMilliseconds)));
            Assert.Equal(1, busy.Calls);

            Assert.Equal("at last", (await _time.RunAsync(asked, TimeSpan.FromMilliseconds(1))).Text);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Another_model_comes_before_the_same_one_later(bool stream)
    {
        FakeChatClient busy = FakeChatClient.Throwing(() => new KindException(RateLimit, TimeSpan.FromSeconds(1))), other = FakeChatClient.Saying("other");
        using var router = Over(null, new(), new(Profile("busy", 0.9), busy), Endpoint("other", other));

        Assert.Equal("other", (await router.AskAsync(stream, Hello)).Text);
        Assert.Equal((1, 1), (busy.Calls, other.Calls));
        Assert.Equal("health", Assert.Single(router.Route(Hello).Excluded).Rule);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_rest_longer_than_the_wait_ends_the_call_at_once(bool stream)
    {
        var busy = FakeChatClient.Throwing(() => new KindException(RateLimit, TimeSpan.FromMinutes(1)));
        using var router = Over(null, new(), Endpoint("busy", busy));

        var thrown = await Assert.ThrowsAsync<AllModelsFailedException>(() => router.AskAsync(stream, Hello));

        Assert.Equal((1, "rest"), (busy.Calls, Assert.Single(thrown.Skipped).Rule));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Without_Retry_After_pauses_double_within_the_wait(bool stream)
    {
        var calls = new List<double>();
        var busy = new FakeChatClient();
        busy.Before = _ =>
        {
            calls.Add((_time.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalSeconds);
            throw new KindException(Overload);
        };
        using var router = Over(
            null, new() { Health = { FailureThreshold = 100 }, Execution = { RetryWait = TimeSpan.FromSeconds(10) } }, Endpoint("busy", busy));

        await Assert.ThrowsAsync<AllModelsFailedException>(() => _time.RunAsync(router.AskAsync(stream, Hello)));

        // Pauses of 1, 2 and 4 seconds; the next would be 8.
        Assert.Equal(4, calls.Count);
        Assert.True(calls[1] >= 1 && calls[2] >= calls[1] + 2 && calls[3] >= calls[2] + 4);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task No_call_makes_more_attempts_than_it_may(bool stream)
    {
        var clients = Enumerable.Range(0, 5).Select(_ => FakeChatClient.Throwing(() => new KindException(Server))).ToArray();
        using var router = Over(
            null, new() { Execution = { MaxAttempts = 3 } }, [.. clients.Select((c, i) => Endpoint($"m{i}", c, 0.9 - (0.1 * i)))]);

        var thrown = await Assert.ThrowsAsync<AllModelsFailedException>(() => router.AskAsync(stream, Hello));

        Assert.Equal(3, thrown.Attempts.Count);
        Assert.Equal([1, 1, 1, 0, 0], clients.Select(c => c.Calls));
        Assert.Equal([("m3", "max-attempts"), ("m4", "max-attempts")], thrown.Skipped.Select(e => (e.Model, e.Rule)));
        Assert.Contains("3 attempts", thrown.Skipped[0].Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_caller_who_leaves_during_a_wait_gets_no_further_attempt(bool stream)
    {
        using var cancellation = new CancellationTokenSource();
        var ledger = new InMemorySpendLedger();
        var busy = FakeChatClient.Throwing(() => new KindException(RateLimit, TimeSpan.FromSeconds(3)));
        using var router = Over(ledger, new(), Endpoint("busy", busy));

        var asked = router.AskCancellablyAsync(stream, Hello, null, cancellation.Token);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
        Assert.Equal((1, 1L), (busy.Calls, ledger.Count));
    }

    private ModelRouterChatClient Over(ISpendLedger? ledger, ModelRouterOptions options, params ModelEndpoint[] endpoints) =>
        new(endpoints, options, ledger: ledger, timeProvider: _time, failureReaders: [new KindReader()]);
}
