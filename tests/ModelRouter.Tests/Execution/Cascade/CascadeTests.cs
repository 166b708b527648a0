using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using static ModelRouter.Tests.Cascades;

namespace ModelRouter.Tests;

/// <summary>A cheap model, a check of its answer, and a better model if the check fails.</summary>
public class CascadeTests
{
    private readonly InMemorySpendLedger _ledger = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_answer_that_passes_is_given_and_nobody_else_is_asked(bool stream)
    {
        FakeChatClient small = Thinking("hm", "right"), large = Thinking("hm, hm", "dear");
        using var router = Over(small, large, FakeVerifier.Wanting("right"), _ledger);

        var response = await router.AskAsync(stream, Routers.Hello);

        var receipt = response.GetRoutingReceipt()!;
        Assert.Equal(("right", "hm", "small", 0), (response.Text, response.Thought(), receipt.Model, large.Calls));
        Assert.Equal([new("verifier:judge", AnswerCheckOutcome.Passed, null)], receipt.Checks);
        Assert.Equal([AttemptOutcome.Succeeded], receipt.Attempts.Select(a => a.Outcome));
        Assert.Equal((10L, 20L), (receipt.Usage.InputTokens, receipt.Usage.OutputTokens));
        Assert.Equal("small", response.Messages[^1].AdditionalProperties!["modelrouter.model"]);
        Assert.Equal(("small", "large"), (receipt.Decision.Cascade!.First, receipt.Decision.Cascade.Second));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_answer_that_fails_is_never_shown_and_both_models_are_on_the_accounts(bool stream)
    {
        FakeChatClient small = Thinking("hm", "wrong"), large = Thinking("hm, hm", "dear");
        var verifier = FakeVerifier.Wanting("dear");
        using var router = Over(small, large, verifier, _ledger);

        var response = await router.AskAsync(stream, Routers.Hello);

        var receipt = response.GetRoutingReceipt()!;
        Assert.Equal(("dear", stream ? "hm|hm, hm" : "hm, hm", "large"), (response.Text, response.Thought(), receipt.Model));
        Assert.Equal([("small", AttemptOutcome.Escalated), ("large", AttemptOutcome.Succeeded)], receipt.Attempts.Select(a => (a.Model, a.Outcome)));
        Assert.Equal([new("verifier:judge", AnswerCheckOutcome.Failed, "It is not what was wanted.")], receipt.Attempts[0].Checks);
        Assert.Equal([new("verifier:judge", AnswerCheckOutcome.Passed, null)], receipt.Checks);
        Assert.Equal([0.00009m, 0.0018m], receipt.Attempts.Select(a => a.Cost));
        Assert.Equal([("small", AttemptOutcome.Escalated, 0.00009m), ("large", AttemptOutcome.Succeeded, 0.0018m)], _ledger.Snapshot().Select(e => (e.Model, e.Outcome, e.Cost)));
        Assert.Equal(_ledger.Total, receipt.Cost);
        Assert.Equal(20, response.Usage!.OutputTokenCount);
        Assert.Equal(("small", "hm", "wrong"), (verifier.Asked[0].Model.Id, verifier.Asked[0].Answer.Thought(), verifier.Asked[0].Answer.Text));
        Assert.Equal(Routers.Hello, verifier.Asked[0].Messages);
    }

    [Fact]
    public async Task The_thought_streams_while_the_answer_is_held_back_until_it_has_passed()
    {
        var seen = new List<string>();
        var log = new List<string>();
        var small = Thinking("hm", "right", () => log.Add($"seen at the answer's second piece: {string.Join(',', seen)}"));
        var verifier = new FakeVerifier(_ =>
        {
            log.Add($"seen at the check: {string.Join(',', seen)}");
            return AnswerVerdict.Accepted;
        });
        using var router = Over(small, Thinking("", "x"), verifier);

        await foreach (var update in router.GetStreamingResponseAsync(Routers.Hello, cancellationToken: TestContext.Current.CancellationToken))
        {
            seen.AddRange(update.Contents.Select(c => c is TextReasoningContent t ? $"<{t.Text}>" : c is TextContent { Text.Length: > 0 } a ? a.Text : "").Where(t => t.Length > 0));
        }

        Assert.Equal(["seen at the answer's second piece: <hm>", "seen at the check: <hm>"], log);
        Assert.Equal(["<hm>", "r", "ight"], seen);
    }

    [Fact]
    public async Task A_thought_whose_answer_is_not_given_belongs_to_no_model()
    {
        using var router = Over(Thinking("hm", "wrong"), Thinking("hm, hm", "dear"), FakeVerifier.Wanting("dear"));

        var response = await router.AskAsync(stream: true, Routers.Hello);

        Assert.Equal([null, "large"], response.Messages.Select(m => m.AdditionalProperties?.GetValueOrDefault("modelrouter.model")));
        var next = new FakeChatClient { Updates = (_, _, _) => [new(ChatRole.Assistant, "ok")] };
        using var again = Over(next, next, null);
        await again.AskAsync(stream: false, [.. Routers.Hello, .. response.Messages, new(ChatRole.User, "And now?")]);
        Assert.Equal(["user", "assistant", "user"], next.Received[0].Select(m => m.Role.Value));
        Assert.DoesNotContain(next.Received[0], m => m.Contents.OfType<TextReasoningContent>().Any());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_last_answer_is_given_even_if_it_fails_and_the_receipt_says_so(bool stream)
    {
        using var router = Over(Thinking("hm", "wrong"), Thinking("hm, hm", "dear"), FakeVerifier.Wanting("neither"), _ledger);

        var response = await router.AskAsync(stream, Routers.Hello);

        var receipt = response.GetRoutingReceipt()!;
        Assert.Equal(("dear", "large"), (response.Text, receipt.Model));
        Assert.Equal(AnswerCheckOutcome.Failed, Assert.Single(receipt.Checks).Outcome);
        Assert.Equal([AttemptOutcome.Escalated, AttemptOutcome.Succeeded], _ledger.Snapshot().Select(e => e.Outcome));
    }

    [Theory]
    [InlineData(false, "fails")]
    [InlineData(true, "fails")]
    [InlineData(false, "refuses the request")]
    [InlineData(true, "refuses the request")]
    [InlineData(false, "no attempt left")]
    [InlineData(true, "no attempt left")]
    [InlineData(false, "no money left")]
    [InlineData(true, "no money left")]
    public async Task Where_nobody_better_can_answer_the_failed_answer_is_given_and_the_receipt_says_so(bool stream, string how)
    {
        var options = Always();
        var large = how == "fails" ? FakeChatClient.Throwing(() => new KindException(ModelFailureKind.Server))
            : how == "refuses the request" ? FakeChatClient.Throwing(() => new ArgumentException("no"))
            : Thinking("hm, hm", "dear");
        if (how == "no attempt left")
        {
            options.Execution.MaxAttempts = 1;
        }
        else if (how == "no money left")
        {
            options.Budgets.Add(new() { Name = "all", Window = BudgetWindow.Total, Limit = 0.03m });
        }

        using var router = Over(Thinking("hm", "wrong"), large, FakeVerifier.Wanting("dear"), _ledger, options, others: [("weak", Thinking("", "weak"))]);

        var response = await router.AskAsync(stream, Routers.Hello);

        var receipt = response.GetRoutingReceipt()!;
        Assert.Equal(("wrong", "small", 20L), (response.Text, receipt.Model, receipt.Usage.OutputTokens));
        Assert.Equal(AnswerCheckOutcome.Failed, Assert.Single(receipt.Checks).Outcome);
        var wasTried = how is "fails" or "refuses the request";
        Assert.Equal(wasTried ? [("large", AttemptOutcome.Failed), ("small", AttemptOutcome.Succeeded)] : [("small", AttemptOutcome.Succeeded)], receipt.Attempts.Select(a => (a.Model, a.Outcome)));
        Assert.Equal(receipt.Attempts.Select(a => (a.Model, a.Outcome)), _ledger.Snapshot().Select(e => (e.Model, e.Outcome)));
        var skips = receipt.Skipped.Select(s => (s.Model, s.Rule)).ToList();
        Assert.Equal(
            how switch { "fails" => [("weak", "cascade")], "no attempt left" => [("large", "max-attempts"), ("weak", "max-attempts")], "no money left" => [("large", "budget"), ("weak", "cascade")], _ => [] },
            skips);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_the_first_model_had_put_aside_doesnt_keep_the_better_one_out(bool stream)
    {
        // The first puts aside 0.002 and takes 0.00009, the second puts aside 0.041.
        var options = Always();
        options.Budgets.Add(new() { Name = "all", Window = BudgetWindow.Total, Limit = 0.0425m });
        using var router = Over(Thinking("hm", "wrong"), Thinking("hm, hm", "dear"), FakeVerifier.Wanting("dear"), _ledger, options);

        var response = await router.AskAsync(stream, Routers.Hello, new() { MaxOutputTokens = 500 });

        var charge = Assert.Single(response.GetRoutingReceipt()!.Budgets);
        Assert.Equal(("dear", _ledger.Total), (response.Text, charge.Settled));
        Assert.True(charge.Reserved > 0.0425m, $"{charge}");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task If_the_better_model_fails_the_next_better_one_answers(bool stream)
    {
        using var router = Over(
            Thinking("hm", "wrong"), FakeChatClient.Throwing(() => new KindException(ModelFailureKind.Overload)), FakeVerifier.Wanting("x"), _ledger,
            others: [("weak", Thinking("", "weak")), ("spare", Thinking("s", "spare"))]);

        var response = await router.AskAsync(stream, Routers.Hello);

        Assert.Equal("spare", response.Text);
        Assert.Equal(
            [("large", AttemptOutcome.Failed), ("small", AttemptOutcome.Escalated), ("spare", AttemptOutcome.Succeeded)],
            response.GetRoutingReceipt()!.Attempts.Select(a => (a.Model, a.Outcome)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_model_that_breaks_while_its_answer_is_held_back_is_replaced(bool stream)
    {
        var small = Thinking("hm", "wrong", () => throw new KindException(ModelFailureKind.Transport));
        using var router = Over(small, Thinking("hm, hm", "dear"), FakeVerifier.Wanting("dear"), _ledger);

        var response = await router.AskAsync(stream, Routers.Hello);

        Assert.Equal(("dear", stream ? "hm|hm, hm" : "hm, hm"), (response.Text, response.Thought()));
        Assert.Equal([("small", AttemptOutcome.Failed), ("large", AttemptOutcome.Succeeded)], _ledger.Snapshot().Select(e => (e.Model, e.Outcome)));
        Assert.Equal(_ledger.Total, response.GetRoutingReceipt()!.Cost);
    }

    [Theory]
    [InlineData(false, "call")]
    [InlineData(true, "call")]
    [InlineData(false, "refusal")]
    [InlineData(true, "refusal")]
    [InlineData(false, "filter")]
    [InlineData(true, "filter")]
    public async Task Tool_calls_and_refusals_are_given_unchecked(bool stream, string what)
    {
        var small = new FakeChatClient
        {
            Updates = (_, _, _) =>
            [
                new(ChatRole.Assistant, "Let me see. "),
                what switch
                {
                    "call" => new(ChatRole.Assistant, [new FunctionCallContent("c1", "weather")]),
                    "refusal" => new(ChatRole.Assistant, [new ErrorContent("No.") { ErrorCode = "Refusal" }]),
                    _ => new(ChatRole.Assistant, "") { FinishReason = ChatFinishReason.ContentFilter },
                },
            ],
        };
        var verifier = FakeVerifier.Wanting("never");
        var large = Thinking("hm, hm", "dear");
        using var router = Over(small, large, verifier, _ledger);

        var response = await router.AskAsync(stream, Routers.Hello);

        Assert.Equal(("Let me see.", 0, 0), (response.Text.Trim(), large.Calls, verifier.Asked.Count));
        Assert.Empty(response.GetRoutingReceipt()!.Checks);
        Assert.Equal("small", response.GetRoutingReceipt()!.Model);
        Assert.Equal("small", response.Messages[^1].AdditionalProperties!["modelrouter.model"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_tool_loop_stays_with_its_model_and_is_not_checked(bool stream)
    {
        FakeChatClient small = Thinking("hm", "wrong"), large = Thinking("hm, hm", "dear");
        var verifier = FakeVerifier.Wanting("dear");
        using var router = Over(small, large, verifier);
        var asked = new ChatMessage(ChatRole.Assistant, [new FunctionCallContent("c1", "weather")]) { AdditionalProperties = new() { ["modelrouter.model"] = "small" } };

        var response = await router.AskAsync(stream, [Routers.Hello[0], asked, new(ChatRole.Tool, [new FunctionResultContent("c1", "12 degrees")])]);

        Assert.Equal(("wrong", 0), (response.Text, verifier.Asked.Count));
        Assert.Null(response.GetRoutingReceipt()!.Decision.Cascade);
    }

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
    public async Task What_a_log_throws_of_the_first_answer_leaves_nothing_of_the_second_behind(bool stream)
    {
        var budgets = new InMemoryBudgetStore();
        var options = Always();
        options.Budgets.Add(new() { Name = "all", Window = BudgetWindow.Total, Limit = 1_000 });
        FakeChatClient small = Thinking("hm", "wrong"), large = Thinking("hm, hm", "dear");
        var time = new FakeTimeProvider();
        using var router = new ModelRouterChatClient(
            [new(Small, small), new(Large with { Limits = new() { MaxConcurrency = 1, QueueWait = TimeSpan.FromSeconds(1) } }, large)],
            options,
            predictor: Usual,
            ledger: _ledger,
            timeProvider: time,
            logger: new ThrowingLogger<ModelRouterChatClient>("at small ended"),
            budgetStore: budgets,
            answerVerifiers: [FakeVerifier.Wanting("dear")]);

        await Assert.ThrowsAsync<IOException>(() => router.AskAsync(stream, Routers.Hello));

        Assert.Equal([("small", AttemptOutcome.Escalated), ("large", AttemptOutcome.Cancelled)], _ledger.Snapshot().Select(e => (e.Model, e.Outcome)));
        Assert.Equal(new(_ledger.Total, 0), (await budgets.ReadAsync(time.GetUtcNow(), TestContext.Current.CancellationToken)).Single().Balance);
        Assert.Equal(stream ? 1 : 0, large.EnumeratorDisposals);
        Assert.Equal("dear", (await time.RunAsync(router.AskAsync(stream, Routers.Hello))).Text);
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

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Nothing_is_hedged_in_a_cascade(bool stream)
    {
        var time = new FakeTimeProvider();
        TimedChatClient small = new(time, (60, "right")), large = new(time, (0, "dear"));
        using var router = Over(small, large, FakeVerifier.Wanting("right"), _ledger, new() { Execution = { HedgeDelay = TimeSpan.FromSeconds(1) }, Cascade = { Mode = CascadeMode.Always } }, time);

        var response = await time.RunAsync(router.AskAsync(stream, Routers.Hello), TimeSpan.FromSeconds(5));

        Assert.Equal(("right", 0), (response.Text, large.Calls));
    }

    [Fact]
    public async Task A_reader_who_walks_away_from_the_better_models_stream_leaves_both_accounted_for()
    {
        using var router = Over(Thinking("hm", "wrong"), Thinking("hm, hm", "dear"), FakeVerifier.Wanting("dear"), _ledger);

        await foreach (var update in router.GetStreamingResponseAsync(Routers.Hello, cancellationToken: TestContext.Current.CancellationToken))
        {
            if (update.Text.Length > 0)
            {
                break;
            }
        }

        Assert.Equal([("small", AttemptOutcome.Escalated), ("large", AttemptOutcome.Cancelled)], _ledger.Snapshot().Select(e => (e.Model, e.Outcome)));
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
