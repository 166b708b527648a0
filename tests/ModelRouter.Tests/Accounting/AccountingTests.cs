using CsCheck;
using Microsoft.Extensions.AI;

namespace ModelRouter.Tests;

public class AccountingTests
{
    private static readonly Gen<UsageDetails?> Usages =
        from isReported in Gen.Bool
        from input in Gen.Int[0, 5_000]
        from hasInput in Gen.Bool
        from output in Gen.Int[0, 5_000]
        from hasOutput in Gen.Bool
        from cached in Gen.Int[0, 6_000]
        from thought in Gen.Int[0, 6_000]
        from details in Gen.Bool
        from total in Gen.Int[-1, 12_000]
        from written in Gen.Int[-1, 6_000]
        from heard in Gen.Int[0, 6_000]
        select !isReported
            ? null
            : new UsageDetails
            {
                InputTokenCount = hasInput ? input : null,
                OutputTokenCount = hasOutput ? output : null,
                CachedInputTokenCount = details ? cached : null,
                ReasoningTokenCount = details ? thought : null,
                TotalTokenCount = total < 0 ? null : total,
                AdditionalCounts = written < 0 ? null : new() { ["CacheCreationInputTokens"] = written, ["InputTokenDetails.AudioTokenCount"] = heard },
            };

    private static readonly Gen<string[]> Texts = Gen.Int[0, 4].Select(i => new[] { "word ", "", "한국어 ", "漢字", "\n" }[i]).Array[0, 12];

    [Fact]
    public void Streamed_cost_is_buffered_cost_and_the_ledger_is_the_sum_of_receipts() =>
        Gen.Select(Texts, Texts, Usages, Gen.Bool).Sample(
            (thoughts, answers, usage, repeated) =>
            {
                var ledger = new InMemorySpendLedger();
                var client = new FakeChatClient { Updates = (_, _, _) => Updates(thoughts, answers, usage, repeated) };
                using var router = Routers.Over(ledger, ("m", client));

                var streamed = router.AskAsync(true, Routers.Hello).GetAwaiter().GetResult().GetRoutingReceipt()!;
                var buffered = Buffered(ledger, thoughts, answers, usage);

                Assert.Equal(buffered.Usage, streamed.Usage);
                Assert.Equal(buffered.Cost, streamed.Cost);
                Assert.Equal(ledger.Total, streamed.Cost + buffered.Cost);
                Assert.True(streamed.Usage.CachedInputTokens <= streamed.Usage.InputTokens);
                Assert.True(streamed.Usage.ReasoningTokens <= streamed.Usage.OutputTokens);
                Assert.True(streamed.Usage.CacheWriteTokens + (streamed.Usage.Details?.AudioInputTokens ?? 0)
                    <= streamed.Usage.InputTokens - streamed.Usage.CachedInputTokens);
                Assert.True(streamed.Cost >= 0);
            },
            iter: 2_000);

    [Theory]
    [InlineData(100L, 0L, null, null, null, 100, 0, 0, false)]
    [InlineData(100L, 40L, null, 25L, 140L, 100, 40, 25, false)]
    [InlineData(100L, 40L, null, null, 200L, 100, 100, 60, false)]
    [InlineData(0L, 0L, 0L, 0L, 0L, 0, 0, 0, false)]
    [InlineData(null, 40L, null, null, 140L, 100, 40, 0, false)]
    [InlineData(100L, null, null, null, 140L, 100, 40, 0, false)]
    public void Reported_figures_count_as_they_are(
        long? input, long? output, long? cached, long? thought, long? total, int expectedInput, int expectedOutput, int expectedThought, bool estimated)
    {
        var meter = new AttemptMeter();
        meter.Add(new ChatResponse(new ChatMessage(ChatRole.Assistant, "some words of an answer"))
        {
            Usage = new()
            {
                InputTokenCount = input, OutputTokenCount = output, CachedInputTokenCount = cached, ReasoningTokenCount = thought, TotalTokenCount = total,
            },
        });

        Assert.Equal(new(expectedInput, 0, expectedOutput, expectedThought, estimated), meter.Usage(estimatedInput: 7, isComplete: true));
    }

    [Theory]
    [InlineData(-1L, -1L, null)]
    [InlineData(long.MaxValue, long.MaxValue, long.MaxValue)]
    [InlineData(1_000_000_001L, null, long.MinValue)]
    public void What_can_be_no_count_is_none(long? input, long? output, long? total)
    {
        var meter = new AttemptMeter();
        for (var round = 0; round < 3; round++)
        {
            meter.Add(new ChatResponse(new ChatMessage(ChatRole.Assistant, "some words"))
            {
                ResponseId = $"{round}",
                Usage = new()
                {
                    InputTokenCount = input, OutputTokenCount = output, CachedInputTokenCount = input, ReasoningTokenCount = output, TotalTokenCount = total,
                    AdditionalCounts = new() { ["CacheCreationInputTokens"] = input ?? 0 },
                },
            });
        }

        Assert.Equal(new(7, 0, TokenEstimator.Tokens(3 * TokenEstimator.Units("some words")), 0, IsEstimated: true), meter.Usage(estimatedInput: 7, isComplete: true));
    }

    [Fact]
    public void The_largest_counts_that_are_taken_add_up_and_have_a_price()
    {
        var meter = new AttemptMeter();
        for (var round = 0; round < 1_000; round++)
        {
            meter.Add(new ChatResponse(new ChatMessage(ChatRole.Assistant, "")) { ResponseId = $"{round}", Usage = new() { InputTokenCount = ReportedCount.Most, OutputTokenCount = ReportedCount.Most } });
        }

        var usage = meter.Usage(estimatedInput: 7, isComplete: true);
        Assert.Equal((1_000 * ReportedCount.Most, 1_000 * ReportedCount.Most), (usage.InputTokens, usage.OutputTokens));
        Assert.Equal(5_000_000m, Routers.Profile("m").Pricing.CostOf(usage, DateTimeOffset.UnixEpoch));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_answer_that_is_asked_for_later_costs_and_teaches_when_it_comes(bool stream)
    {
        await using var learner = await OutcomeLearner.OpenAsync(cancellationToken: TestContext.Current.CancellationToken);
        var ledger = new InMemorySpendLedger();
        using var client = new Background(FakeChatClient.Saying("It is done.", new() { InputTokenCount = 10, OutputTokenCount = 20 }));
        using var router = new ModelRouterChatClient([Routers.Endpoint("m", client)], ledger: ledger, learner: learner);

        var begun = await router.AskAsync(stream, Routers.Hello, new() { ModelId = "m" });
        Assert.Null(learner.Forecasts!.Find(router.Endpoints[0].Profile));
        await router.AskAsync(stream, Routers.Hello, new() { ModelId = "m", ContinuationToken = begun.ContinuationToken ?? Background.Token });

        Assert.Equal([0m, 0.00009m], ledger.Snapshot().Select(static entry => entry.Cost));
        Assert.Equal(1, learner.Forecasts!.Find(router.Endpoints[0].Profile)!.Calls);
    }

    [Fact]
    public void An_answer_is_no_promise_though_each_of_its_updates_has_a_token()
    {
        var meter = new AttemptMeter();
        meter.Add(new ChatResponseUpdate(ChatRole.Assistant, []) { ContinuationToken = Background.Token });
        meter.Add(new ChatResponseUpdate(ChatRole.Assistant, "the answer") { ContinuationToken = Background.Token });
        meter.Add(new ChatResponseUpdate(ChatRole.Assistant, []) { ContinuationToken = Background.Token });

        Assert.Equal(7, meter.Usage(estimatedInput: 7, isComplete: true).InputTokens);
    }

    [Fact]
    public void What_is_billed_apart_is_kept_within_its_whole()
    {
        var meter = new AttemptMeter();
        var update = new ChatResponseUpdate(ChatRole.Assistant, [new UsageContent(new()
        {
            InputTokenCount = 100, CachedInputTokenCount = 30, OutputTokenCount = 50, ReasoningTokenCount = 20,
#pragma warning disable MEAI001 // Experimental, and what a client may report.
            InputAudioTokenCount = 25, OutputAudioTokenCount = 40,
#pragma warning restore MEAI001
            AdditionalCounts = new()
            {
                ["CacheCreationInputTokens"] = 40, ["CacheCreation.Ephemeral1hInputTokens"] = 15, ["InputTokenDetails.ImageTokenCount"] = 25,
                ["InputTokenDetails.AudioTokenCount"] = 1,
            },
        })]);

        meter.Add(update);
        meter.Add(update);

        // 70 aren't cached: 40 written, 25 of sound, and so no more than 5 of images; 30 aren't thought.
        var expected = new TokenDetails { CacheWriteTokens = 40, LongCacheWriteTokens = 15, AudioInputTokens = 25, ImageInputTokens = 5, AudioOutputTokens = 30 };
        Assert.Equal(new(100, 30, 50, 20) { Details = expected }, meter.Usage(estimatedInput: 7, isComplete: true));
    }

    [Fact]
    public void A_broken_stream_that_thought_more_than_it_reported_has_no_more_sound_than_is_left()
    {
        var meter = new AttemptMeter();
        meter.Add(new ChatResponseUpdate(ChatRole.Assistant, [new UsageContent(new()
        {
            InputTokenCount = 100, OutputTokenCount = 4, AdditionalCounts = new() { ["OutputTokenDetails.AudioTokenCount"] = 4 },
        })]));
        meter.Add(new ChatResponseUpdate(ChatRole.Assistant, [new TextReasoningContent("123456789012")]));
        meter.Add(new ChatResponseUpdate(ChatRole.Assistant, "1234567890123456"));

        Assert.Equal(
            new(100, 0, 7, 3, IsEstimated: true) { Details = new() { AudioOutputTokens = 4 } }, meter.Usage(estimatedInput: 7, isComplete: false));

        meter.Add(new ChatResponseUpdate(ChatRole.Assistant, [new UsageContent(new() { OutputTokenCount = 9, AdditionalCounts = new() { ["OutputTokenDetails.AudioTokenCount"] = 8 } })]));
        meter.Add(new ChatResponseUpdate(ChatRole.Assistant, [new TextReasoningContent("1234567890123456")]));

        Assert.Equal(
            new(100, 0, 11, 7, IsEstimated: true) { Details = new() { AudioOutputTokens = 4 } }, meter.Usage(estimatedInput: 7, isComplete: false));
    }

    [Fact]
    public void Nothing_billed_apart_is_no_details()
    {
        var meter = new AttemptMeter();
        meter.Add(new ChatResponse(new ChatMessage(ChatRole.Assistant, "hi"))
        {
            Usage = new() { InputTokenCount = 5, OutputTokenCount = 1, AdditionalCounts = new() { ["CacheCreationInputTokens"] = 0, ["WebSearchRequests"] = 3 } },
        });

        Assert.Null(meter.Usage(estimatedInput: 7, isComplete: true).Details);
    }

    [Fact]
    public void Rounds_of_a_client_inside_add_up_and_streamed_usage_is_buffered_usage() =>
        Gen.Select(Usages.Array[1, 5], Gen.Int[0, 2], Gen.Bool).Sample(
            (rounds, ids, repeated) =>
            {
                var streamed = Receipt(true, repeated);
                var buffered = Receipt(false, repeated: false);

                Assert.Equal(buffered.Usage, streamed.Usage);
                Assert.Equal(buffered.Cost, streamed.Cost);
                if (rounds.All(r => r is { InputTokenCount: not null, OutputTokenCount: not null, TotalTokenCount: null }))
                {
                    Assert.Equal(rounds.Sum(r => r!.InputTokenCount), streamed.Usage.InputTokens);
                    Assert.Equal(rounds.Sum(r => r!.OutputTokenCount), streamed.Usage.OutputTokens);
                    var writes = rounds.Sum(r => r!.AdditionalCounts?.GetValueOrDefault("CacheCreationInputTokens") ?? 0);
                    Assert.Equal(Math.Min(writes, streamed.Usage.InputTokens - streamed.Usage.CachedInputTokens), streamed.Usage.CacheWriteTokens);
                }

                RoutingReceipt Receipt(bool stream, bool repeated)
                {
                    using var inside = new FakeChatClient();
                    inside.Updates = (_, _, _) => Round(inside.Calls - 1, rounds, ids, repeated);
                    using var looping = new FunctionInvokingChatClient(inside);
                    using var router = Routers.Over(null, ("m", looping));
                    var options = new ChatOptions { Tools = [AIFunctionFactory.Create(() => 1, "tool")] };
                    return router.AskAsync(stream, Routers.Hello, options).GetAwaiter().GetResult().GetRoutingReceipt()!;
                }
            },
            iter: 500);

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task Ids_that_come_after_the_first_report_begin_no_new_response(bool message, bool response)
    {
        var client = new FakeChatClient
        {
            Updates = (_, _, _) =>
            [
                new(ChatRole.Assistant, [new UsageContent(new() { InputTokenCount = 10, OutputTokenCount = 1 })]),
                new(ChatRole.Assistant, [new TextContent("text"), new UsageContent(new() { InputTokenCount = 10, OutputTokenCount = 5 })])
                {
                    MessageId = message ? "m" : null, ResponseId = response ? "r" : null,
                },
            ],
        };
        using var router = Routers.Over(null, ("m", client));

        Assert.Equal(new(10, 0, 5, 0), (await router.AskAsync(true, Routers.Hello)).GetRoutingReceipt()!.Usage);
    }

    [Theory]
    [InlineData(false, 100, 1, 100, 5, true)]
    [InlineData(false, 3, 9, 7, 9, true)]
    [InlineData(false, 100, 9, 100, 9, false)]
    [InlineData(true, 3, 1, 3, 1, false)]
    public void A_broken_stream_is_not_billed_below_what_was_seen(
        bool reportsLast, int input, int output, int expectedInput, int expectedOutput, bool estimated)
    {
        var meter = new AttemptMeter();
        var report = new ChatResponseUpdate(ChatRole.Assistant, [new UsageContent(new() { InputTokenCount = input, OutputTokenCount = output })]);
        ChatResponseUpdate[] texts = [new(ChatRole.Assistant, "12345678"), new(ChatRole.Assistant, [new TextReasoningContent("123456789012")])];
        foreach (var update in reportsLast ? [.. texts, report] : (IEnumerable<ChatResponseUpdate>)[report, .. texts])
        {
            meter.Add(update);
        }

        var thought = estimated ? 3 : 0;
        Assert.Equal(new(expectedInput, 0, expectedOutput, thought, estimated), meter.Usage(estimatedInput: 7, isComplete: false));
        Assert.Equal(new(input, 0, output, 0), meter.Usage(estimatedInput: 7, isComplete: true));
    }

    [Fact]
    public void Without_figures_the_text_is_counted_and_the_usage_says_so()
    {
        var meter = new AttemptMeter();
        meter.Add(new ChatResponse(new ChatMessage(ChatRole.Assistant, [new TextReasoningContent("12345678"), new TextContent("1234")])));

        Assert.Equal(new(7, 0, 3, 2, IsEstimated: true), meter.Usage(estimatedInput: 7, isComplete: true));
    }

    [Fact]
    public async Task The_ledger_keeps_a_bounded_number_of_entries_and_the_whole_total()
    {
        var ledger = new InMemorySpendLedger(capacity: 3);
        var entry = new SpendEntry(Guid.Empty, default, "m", ModelTier.Cloud, PromptTask.Chat, AttemptOutcome.Succeeded, default, 0.001m, default);
        await Parallel.ForAsync(0, 1_000, TestContext.Current.CancellationToken, (_, ct) => ledger.RecordAsync(entry, ct));

        Assert.Equal((3, 1_000L, 1m), (ledger.Snapshot().Count, ledger.Count, ledger.Total));
    }

    /// <summary>One round of a client with ids of neither kind (0), of messages (1), or of both (2); all but the last ask for the tool.</summary>
    private static List<ChatResponseUpdate> Round(int round, UsageDetails?[] rounds, int ids, bool repeated)
    {
        var isLast = round == rounds.Length - 1;
        var updates = new List<ChatResponseUpdate>
        {
            new(ChatRole.Assistant, isLast ? [new TextContent("end")] : [new FunctionCallContent($"c{round}", "tool")]),
        };
        if (rounds[round] is { } usage)
        {
            updates.Insert(repeated ? 0 : 1, new(ChatRole.Assistant, [new UsageContent(usage)]));
            if (repeated)
            {
                updates.Add(new(ChatRole.Assistant, [new UsageContent(usage)]));
            }
        }

        foreach (var update in updates)
        {
            update.MessageId = ids > 0 ? $"m{round}" : null;
            update.ResponseId = ids > 1 ? $"r{round}" : null;
        }

        return updates;
    }

    private static RoutingReceipt Buffered(InMemorySpendLedger ledger, string[] thoughts, string[] answers, UsageDetails? usage)
    {
        var client = new FakeChatClient { Updates = (_, _, _) => Updates([string.Concat(thoughts)], [string.Concat(answers)], usage, repeated: false) };
        using var router = Routers.Over(ledger, ("m", client));
        return router.AskAsync(false, Routers.Hello).GetAwaiter().GetResult().GetRoutingReceipt()!;
    }

    private static IEnumerable<ChatResponseUpdate> Updates(string[] thoughts, string[] answers, UsageDetails? usage, bool repeated)
    {
        yield return new(ChatRole.Assistant, "");
        if (repeated && usage is not null)
        {
            // Cumulative reports: what came first is part of what comes last.
            yield return new(ChatRole.Assistant, [new UsageContent(usage)]);
        }

        foreach (var thought in thoughts)
        {
            yield return new(ChatRole.Assistant, [new TextReasoningContent(thought)]);
        }

        foreach (var answer in answers)
        {
            yield return new(ChatRole.Assistant, answer);
        }

        yield return new(ChatRole.Assistant, "end");
        if (usage is not null)
        {
            yield return new(ChatRole.Assistant, [new UsageContent(usage)]);
        }
    }

    /// <summary>Gives a token first, and the answer to whoever brings it.</summary>
    private sealed class Background(IChatClient inner) : DelegatingChatClient(inner)
    {
        public static ResponseContinuationToken Token { get; } = ResponseContinuationToken.FromBytes(new byte[] { 1 });

        public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            options?.ContinuationToken is null
                ? new ChatResponseUpdate[] { new(ChatRole.Assistant, []) { ContinuationToken = Token } }.ToAsyncEnumerable()
                : base.GetStreamingResponseAsync(messages, options, cancellationToken);

        public override async Task<ChatResponse> GetResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            options?.ContinuationToken is null
                ? new() { ContinuationToken = Token }
                : await base.GetResponseAsync(messages, options, cancellationToken);
    }
}
