using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Time.Testing;
using static ModelRouter.Tests.Cascades;

namespace ModelRouter.Tests;

/// <summary>The checks that the router has itself.</summary>
public class CheckTests
{
    private static readonly ChatMessage[] Sum = [new(ChatRole.User, "Calculate 12 * 34 + 5. Give only the number.")];
    private static readonly JsonElement Schema = JsonElement.Parse("""{ "type": "object", "properties": { "city": { "type": "string" } }, "required": ["city"] }""");

    private readonly InMemorySpendLedger _ledger = new();

    [Theory]
    [InlineData(false, 0.95, 0.1, "small", "score 0.950, entropy 0.100 nats.")]
    [InlineData(true, 0.95, 0.1, "small", "score 0.950, entropy 0.100 nats.")]
    [InlineData(false, 0.85, 0.1, "large", "score 0.850, wanted at least 0.9.")]
    [InlineData(true, 0.85, 0.1, "large", "score 0.850, wanted at least 0.9.")]
    [InlineData(false, 0.95, 0.6, "large", "entropy 0.600 nats, wanted at most 0.5.")]
    [InlineData(true, 0.95, 0.6, "large", "entropy 0.600 nats, wanted at most 0.5.")]
    [InlineData(true, 0.899, 0.1, "large", "score 0.899, wanted at least 0.9.")]
    [InlineData(false, double.NaN, 0.1, "large", "score NaN, wanted at least 0.9.")]
    public async Task The_engines_confidence_decides(bool stream, double score, double entropy, string model, string reason)
    {
        var properties = new AdditionalPropertiesDictionary();
        properties.SetConfidence(new(5, Math.Log(score), -3, entropy, 1));
        var small = new FakeChatClient
        {
            Updates = (_, _, _) => [new(ChatRole.Assistant, "cheap"), new(ChatRole.Assistant, "") { AdditionalProperties = properties }],
            Service = type => type == typeof(ConfidenceSource) ? ConfidenceSource.Instance : null,
        };
        using var router = Over(small, Thinking("", "dear"), null, _ledger, new() { Cascade = { Mode = CascadeMode.Always, Confidence = { MinScore = 0.9, MaxEntropy = 0.5 } } });

        var receipt = (await router.AskAsync(stream, Routers.Hello)).GetRoutingReceipt()!;

        Assert.Equal(model, receipt.Model);
        var check = Assert.Single(receipt.Attempts[0].Checks);
        Assert.Equal(("confidence", model == "small" ? AnswerCheckOutcome.Passed : AnswerCheckOutcome.Failed, reason), (check.Name, check.Outcome, check.Reason));
        Assert.Equal(["confidence"], receipt.Decision.Cascade!.Checks);
    }

    [Theory]
    [InlineData(false, 0.81234, null, 0.81225, 0.1, "score 0.81225, wanted at least 0.81234.")]
    [InlineData(true, 0.81234, null, 0.81225, 0.1, "score 0.81225, wanted at least 0.81234.")]
    [InlineData(false, 0.81234, null, 0.8114, 0.1, "score 0.811, wanted at least 0.812.")]
    [InlineData(false, null, 0.30061, 0.9, 0.3007, "entropy 0.3007 nats, wanted at most 0.30061.")]
    public async Task Thresholds_with_many_digits_are_told_in_full_where_they_would_read_as_kept(
        bool stream, double? least, double? most, double score, double entropy, string reason)
    {
        var properties = new AdditionalPropertiesDictionary();
        properties.SetConfidence(new(5, Math.Log(score), -3, entropy, 1));
        var small = new FakeChatClient
        {
            Updates = (_, _, _) => [new(ChatRole.Assistant, "cheap"), new(ChatRole.Assistant, "") { AdditionalProperties = properties }],
            Service = type => type == typeof(ConfidenceSource) ? ConfidenceSource.Instance : null,
        };
        using var router = Over(small, Thinking("", "dear"), null, _ledger, new() { Cascade = { Mode = CascadeMode.Always, Confidence = { MinScore = least, MaxEntropy = most } } });

        var told = Assert.Single((await router.AskAsync(stream, Routers.Hello)).GetRoutingReceipt()!.Attempts[0].Checks).Reason!;

        // The score comes out of a logarithm.
        Assert.Equal(reason, told.Replace("0.8122499999999999", "0.81225", StringComparison.Ordinal).Replace("0.8122500000000001", "0.81225", StringComparison.Ordinal));
    }

    [Fact]
    public async Task That_a_client_tells_its_confidence_is_known_from_its_first_answer_on()
    {
        var properties = new AdditionalPropertiesDictionary();
        properties.SetConfidence(new(5, Math.Log(0.5), -3, 0.1, 1));
        var small = new FakeChatClient { Updates = (_, _, _) => [new(ChatRole.Assistant, "cheap") { AdditionalProperties = properties }] };
        using var router = Over(small, Thinking("", "dear"), null, _ledger, new() { Worth = 0.0001m, Cascade = { Mode = CascadeMode.Always, Confidence = { MinScore = 0.9 } } });

        Assert.Null(router.Route(Routers.Hello).Cascade);
        Assert.Equal("cheap", (await router.AskAsync(false, Routers.Hello)).Text);
        Assert.Equal("small", router.Route(Routers.Hello).Cascade!.First);
        Assert.Equal("dear", (await router.AskAsync(false, Routers.Hello)).Text);
    }

    [Theory]
    [InlineData(false, """{ "city": "Seoul" }""", null)]
    [InlineData(true, """{ "city": "Seoul" }""", null)]
    [InlineData(false, """{ "town": "Seoul" }""", "$ lacks 'city'.")]
    [InlineData(true, """{ "town": "Seoul" }""", "$ lacks 'city'.")]
    [InlineData(false, """{ "city": 7 }""", "$.city is not of the type that it must be.")]
    [InlineData(false, """{ "city": "\ud800", "\ud800": 1 }""", "It has a text that is no Unicode.")]
    [InlineData(true, "{ \"city\":\n Seoul", "It is no JSON, from line 2 on.")]
    public async Task An_answer_has_to_fit_the_schema_that_was_asked_for(bool stream, string answer, string? problem)
    {
        using var router = Over(FakeChatClient.Saying(answer), FakeChatClient.Saying("""{ "city": "Busan" }"""), null, _ledger);

        var response = await router.AskAsync(stream, Routers.Hello, new() { ResponseFormat = ChatResponseFormat.ForJsonSchema(Schema) });

        var receipt = response.GetRoutingReceipt()!;
        Assert.Equal(problem is null ? answer : """{ "city": "Busan" }""", response.Text);
        Assert.Equal([new("schema", problem is null ? AnswerCheckOutcome.Passed : AnswerCheckOutcome.Failed, problem)], receipt.Attempts[0].Checks);
        Assert.Equal([new("schema", AnswerCheckOutcome.Passed, null)], receipt.Checks);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Without_a_schema_the_answer_has_to_be_json(bool stream)
    {
        using var router = Over(FakeChatClient.Saying("Seoul"), FakeChatClient.Saying("[1]"), null, _ledger);

        var response = await router.AskAsync(stream, Routers.Hello, new() { ResponseFormat = ChatResponseFormat.Json });

        Assert.Equal("[1]", response.Text);
        Assert.Null(router.Route(Routers.Hello).Cascade);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_thought_without_an_answer_and_an_answer_that_was_cut_off_fail(bool stream)
    {
        var silent = new FakeChatClient { Updates = (_, _, _) => [new(ChatRole.Assistant, [new TextReasoningContent("hm")])] };
        using var first = Over(silent, FakeChatClient.Saying("dear"), FakeVerifier.Wanting(""), _ledger);
        var receipt = (await first.AskAsync(stream, Routers.Hello)).GetRoutingReceipt()!;
        Assert.Equal([new("complete", AnswerCheckOutcome.Failed, "It has no answer after its thought.")], receipt.Attempts[0].Checks);

        var cut = new FakeChatClient { Updates = (_, _, _) => [new(ChatRole.Assistant, "ha"), new(ChatRole.Assistant, "") { FinishReason = ChatFinishReason.Length }] };
        using var second = Over(cut, FakeChatClient.Saying("dear"), FakeVerifier.Wanting(""), _ledger);
        receipt = (await second.AskAsync(stream, Routers.Hello)).GetRoutingReceipt()!;
        Assert.Equal([new("complete", AnswerCheckOutcome.Failed, "It was cut off.")], receipt.Attempts[0].Checks);

        // The caller's own limit would cut off the next one as well.
        receipt = (await second.AskAsync(stream, Routers.Hello, new() { MaxOutputTokens = 5 })).GetRoutingReceipt()!;
        Assert.Equal("small", receipt.Model);
    }

    [Theory]
    [InlineData(false, 8_192, 32_000, "large"), InlineData(true, 8_192, 32_000, "large")]
    [InlineData(false, 8_192, 8_192, "small"), InlineData(true, 8_192, 8_192, "small")]
    public async Task What_the_models_own_limit_cut_off_fails_even_if_the_caller_set_a_higher_one(bool stream, int limit, int asked, string model)
    {
        var cut = new FakeChatClient { Updates = (_, _, _) => [new(ChatRole.Assistant, "ha"), new(ChatRole.Assistant, "") { FinishReason = ChatFinishReason.Length }] };
        using var router = new ModelRouterChatClient(
            [new(Small with { MaxOutputTokens = limit }, cut), new(Large, FakeChatClient.Saying("dear"))],
            Always(),
            predictor: Usual,
            answerVerifiers: [FakeVerifier.Wanting("")]);

        var receipt = (await router.AskAsync(stream, Routers.Hello, new() { MaxOutputTokens = asked })).GetRoutingReceipt()!;

        Assert.Equal(model, receipt.Model);
    }

    [Theory]
    [InlineData(false, "409,409,7", "small", "2 of 3 answers are the same.")]
    [InlineData(true, "409,409,7", "small", "2 of 3 answers are the same.")]
    [InlineData(false, "409,It is 409.0,7", "small", "2 of 3 answers are the same.")]
    [InlineData(true, "409,7,7", "large", "1 of 3 answers are the same.")]
    [InlineData(false, "409,7,8", "large", "1 of 3 answers are the same.")]
    [InlineData(true, "409,!,409", "small", "2 of 2 answers are the same.")]
    [InlineData(false, "409,!,7", "large", "1 of 2 answers are the same.")]
    [InlineData(true, "409,!,!", "small", "No other answer could be had.")]
    [InlineData(false, "409,length,7", "large", "1 of 2 answers are the same.")]
    [InlineData(true, "409,length,409", "small", "2 of 2 answers are the same.")]
    [InlineData(false, "409,content_filter,409", "small", "2 of 2 answers are the same.")]
    [InlineData(true, "409,content_filter,content_filter", "small", "No other answer could be had.")]
    [InlineData(false, "409,error,409", "small", "2 of 2 answers are the same.")]
    [InlineData(true, "409,error,7", "large", "1 of 2 answers are the same.")]
    public async Task Answers_of_the_same_model_vote_and_each_is_billed(bool stream, string answers, string model, string reason)
    {
        var small = Voting(answers.Split(','));
        using var router = Over(small, FakeChatClient.Saying("409"), null, _ledger, Votes(3));

        var response = await router.AskAsync(stream, Sum, new() { Seed = 7 });

        var receipt = response.GetRoutingReceipt()!;
        Assert.Equal((model, "409"), (receipt.Model, response.Text));
        var checkedAttempt = receipt.Attempts.First(a => a.Checks.Count > 0);
        Assert.Equal(("small", reason), (checkedAttempt.Model, Assert.Single(checkedAttempt.Checks).Reason));
        Assert.Equal([7L, 8L, 9L], small.ReceivedOptions.Select(o => o!.Seed));
        Assert.Equal(
            answers.Split(',').Skip(1).Select(a => a == "!" ? AttemptOutcome.Failed : AttemptOutcome.Compared), receipt.Attempts.Take(2).Select(a => a.Outcome));
        Assert.Equal(_ledger.Snapshot().Select(e => (e.Model, e.Outcome, e.Cost)), receipt.Attempts.Select(a => (a.Model, a.Outcome, a.Cost)));
        Assert.Equal(_ledger.Total, receipt.Cost);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Votes_run_at_once_where_the_model_lets_them_and_else_wait_for_their_place(bool stream)
    {
        var time = new FakeTimeProvider();
        var options = Votes(5);
        TimedChatClient small = new(time, (10, "409")), narrow = new(time, (10, "409"));
        using var wide = Over(small, FakeChatClient.Saying("409"), null, _ledger, options, time);
        var began = time.GetUtcNow();
        await time.RunAsync(wide.AskAsync(stream, Sum), TimeSpan.FromSeconds(1));
        Assert.Equal((5, 4), (small.Calls, small.Peak));
        Assert.InRange((time.GetUtcNow() - began).TotalSeconds, 20, 35);

        using var one = new ModelRouterChatClient(
            [new(Small with { Limits = new() { MaxConcurrency = 1, QueueLength = 9 } }, narrow), new(Large, FakeChatClient.Saying("409"))], options, predictor: Usual, timeProvider: time);
        var receipt = (await time.RunAsync(one.AskAsync(stream, Sum), TimeSpan.FromSeconds(1))).GetRoutingReceipt()!;

        // Three of five have agreed by then.
        Assert.Equal((3, 1, "small"), (narrow.Calls, narrow.Peak, receipt.Model));
        Assert.Equal("3 of 3 answers are the same.", Assert.Single(receipt.Checks).Reason);
    }

    [Fact]
    public async Task Votes_leave_an_attempt_for_the_better_model()
    {
        var small = Voting(["409", "7", "8", "9", "10"]);
        using var router = Over(small, FakeChatClient.Saying("409"), null, _ledger, Votes(5, maxAttempts: 3));

        var receipt = (await router.AskAsync(false, Sum)).GetRoutingReceipt()!;

        Assert.Equal(("large", 2), (receipt.Model, small.Calls));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Nobody_votes_on_the_better_models_answer_which_is_given_either_way(bool stream)
    {
        var large = FakeChatClient.Saying("409");
        using var router = Over(Voting(["409", "7"]), large, null, _ledger, Votes(2));

        var receipt = (await router.AskAsync(stream, Sum)).GetRoutingReceipt()!;

        Assert.Equal(("large", 1, 3), (receipt.Model, large.Calls, receipt.Attempts.Count));
        Assert.Empty(receipt.Checks);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_share_that_was_rounded_up_is_reached_by_what_it_means(bool stream)
    {
        var options = Votes(3);
        options.Cascade.Votes.MinAgreement = 0.6666666667;
        using var router = Over(Voting(["409", "409", "7"]), FakeChatClient.Saying("409"), null, _ledger, options);

        Assert.Equal("small", (await router.AskAsync(stream, Sum)).GetRoutingReceipt()!.Model);
    }

    [Fact]
    public void There_are_votes_only_where_answers_can_be_compared_and_differ()
    {
        using var router = Over(FakeChatClient.Saying("a"), FakeChatClient.Saying("b"), null, options: Votes(3));

        Assert.Equal(["votes"], router.Route(Sum).Cascade!.Checks);
        Assert.Null(router.Route(Routers.Hello).Cascade);
        Assert.Null(router.Route(Sum, new() { Temperature = 0 }).Cascade);
        Assert.Null(router.Route(Sum, new() { TopK = 1 }).Cascade);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_caller_who_leaves_while_votes_run_leaves_them_all_accounted_for(bool stream)
    {
        using var caller = new CancellationTokenSource();
        var small = new FakeChatClient { Updates = (_, _, _) => [new(ChatRole.Assistant, "409")] };
        small.Before = async ct =>
        {
            if (small.Calls == 3)
            {
                await caller.CancelAsync();
            }

            if (small.Calls > 1)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, ct);
            }
        };
        using var router = Over(small, FakeChatClient.Saying("409"), null, _ledger, Votes(5));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => router.AskCancellablyAsync(stream, Sum, null, caller.Token));

        Assert.Equal(Enumerable.Repeat(AttemptOutcome.Cancelled, small.Calls), _ledger.Snapshot().Select(e => e.Outcome));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_a_log_throws_of_one_vote_leaves_none_unaccounted_for(bool stream)
    {
        var small = new FakeChatClient { Updates = (_, _, _) => [new(ChatRole.Assistant, "409")] };
        using var router = new ModelRouterChatClient(
            [new(Small, small), new(Large, FakeChatClient.Saying("409"))],
            Votes(5),
            predictor: Usual,
            ledger: _ledger,
            logger: new ThrowingLogger<ModelRouterChatClient>(nameof(AttemptOutcome.Compared)));

        await Assert.ThrowsAsync<IOException>(() => router.AskAsync(stream, Sum));

        Assert.Equal(5, small.Calls);
        Assert.Equal([.. Enumerable.Repeat(AttemptOutcome.Compared, 4), AttemptOutcome.Cancelled], _ledger.Snapshot().Select(e => e.Outcome));
    }

    private static ModelRouterOptions Votes(int count, int maxAttempts = 8)
    {
        var options = new ModelRouterOptions { Cascade = { Mode = CascadeMode.Always, Votes = { Count = count } } };
        options.Execution.MaxAttempts = maxAttempts;
        return options;
    }

    private static FakeChatClient Voting(string[] answers)
    {
        var small = new FakeChatClient();
        small.Updates = (_, _, _) => answers[small.Calls - 1] switch
        {
            "!" => throw new KindException(ModelFailureKind.Server),
            "error" => [new(ChatRole.Assistant, [new TextContent("It is 409"), new ErrorContent("broke off")])],
            "length" or "content_filter" => [new(ChatRole.Assistant, "It is 409") { FinishReason = new(answers[small.Calls - 1]) }],
            var answer => [new(ChatRole.Assistant, answer)],
        };
        return small;
    }
}
