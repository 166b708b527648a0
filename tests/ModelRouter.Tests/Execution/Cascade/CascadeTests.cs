using Microsoft.Extensions.AI;
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
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_answer_that_its_service_ends_with_an_error_is_replaced(bool stream)
    {
        using var router = Over(Of(new TextContent("right"), new ErrorContent("broke") { ErrorCode = "server_error" }, new TextContent("")), Thinking("hm", "dear"), FakeVerifier.Wanting("right"), _ledger);

        var response = await router.AskAsync(stream, Routers.Hello);

        Assert.Equal("dear", response.Text);
        var attempts = response.GetRoutingReceipt()!.Attempts;
        Assert.Equal([("small", AttemptOutcome.Escalated), ("large", AttemptOutcome.Succeeded)], attempts.Select(a => (a.Model, a.Outcome)));
        Assert.Equal(("complete", AnswerCheckOutcome.Failed), (Assert.Single(attempts[0].Checks).Name, attempts[0].Checks[0].Outcome));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_error_that_an_answer_follows_does_not_break_it_off(bool stream)
    {
        var large = Thinking("hm", "dear");
        using var router = Over(Of(new ErrorContent("web search failed"), new TextContent("right")), large, FakeVerifier.Wanting("right"), _ledger);

        Assert.Equal(("right", 0), ((await router.AskAsync(stream, Routers.Hello)).Text, large.Calls));
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

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_first_answer_that_was_read_whole_costs_the_same_everywhere_although_its_reader_walks_away(bool leaves)
    {
        // Its service reports less than what came, so that an end in the middle of it would be billed by an estimate.
        var usage = new UsageContent(new() { InputTokenCount = 20, OutputTokenCount = 1 });
        var small = Of([usage, .. Enumerable.Range(0, 300).Select(static i => new TextContent($"some words {i} "))]);
        var budgets = new InMemoryBudgetStore();
        var options = Always();
        options.Budgets.Add(new() { Name = "all", Window = BudgetWindow.Total, Limit = 1_000 });
        using var router = new ModelRouterChatClient(
            [new(Small, small), new(Large, FakeChatClient.Throwing(static () => new KindException(ModelFailureKind.Server)))],
            options, predictor: Usual, ledger: _ledger, failureReaders: [new KindReader()], budgetStore: budgets, answerVerifiers: [FakeVerifier.Wanting("dear")]);
        var run = new RoutingRun(1_000);
        using (run.Begin())
        {
            await foreach (var update in router.GetStreamingResponseAsync(Routers.Hello, cancellationToken: TestContext.Current.CancellationToken))
            {
                if (leaves && update.Text.Length > 0)
                {
                    break;
                }
            }
        }

        var entry = _ledger.Snapshot().Single(static e => e.Model == "small");
        Assert.Equal((leaves ? AttemptOutcome.Cancelled : AttemptOutcome.Succeeded, new TokenUsage(20, 0, 1, 0)), (entry.Outcome, entry.Usage));
        var balance = Assert.Single(await budgets.ReadAsync(entry.At, TestContext.Current.CancellationToken)).Balance;
        Assert.Equal((new BudgetBalance(_ledger.Total, 0), _ledger.Total, _ledger.Total), (balance, run.Spent, run.GetReceipt().Cost));
    }

    private static FakeChatClient Of(params AIContent[] contents) => new() { Updates = (_, _, _) => contents.Select(content => new ChatResponseUpdate(ChatRole.Assistant, [content])) };
}
