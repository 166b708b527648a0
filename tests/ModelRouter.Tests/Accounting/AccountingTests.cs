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
        select !isReported
            ? null
            : new UsageDetails
            {
                InputTokenCount = hasInput ? input : null,
                OutputTokenCount = hasOutput ? output : null,
                CachedInputTokenCount = details ? cached : null,
                ReasoningTokenCount = details ? thought : null,
                TotalTokenCount = total < 0 ? null : total,
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

        Assert.Equal(new(expectedInput, 0, expectedOutput, expectedThought, estimated), meter.Usage(estimatedInput: 7));
    }

    [Fact]
    public void Without_figures_the_text_is_counted_and_the_usage_says_so()
    {
        var meter = new AttemptMeter();
        meter.Add(new ChatResponse(new ChatMessage(ChatRole.Assistant, [new TextReasoningContent("12345678"), new TextContent("1234")])));

        Assert.Equal(new(7, 0, 3, 2, IsEstimated: true), meter.Usage(estimatedInput: 7));
    }

    [Fact]
    public async Task The_ledger_keeps_a_bounded_number_of_entries_and_the_whole_total()
    {
        var ledger = new InMemorySpendLedger(capacity: 3);
        var entry = new SpendEntry(Guid.Empty, default, "m", ModelTier.Cloud, PromptTask.Chat, AttemptOutcome.Succeeded, default, 0.001m, default);
        await Parallel.ForAsync(0, 1_000, TestContext.Current.CancellationToken, (_, ct) => ledger.RecordAsync(entry, ct));

        Assert.Equal((3, 1_000L, 1m), (ledger.Snapshot().Count, ledger.Count, ledger.Total));
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
}
