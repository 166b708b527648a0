using Microsoft.Extensions.AI;

namespace ModelRouter.Tests;

/// <summary>Figures that come ahead of a stream's end, and reports of several responses within one attempt.</summary>
public class AttemptMeterTests
{
    private const string SixteenLetters = "1234567890123456";

    [Theory]
    [InlineData(100, 1, 0, 100, 4, true)]
    [InlineData(3, 1, 0, 3, 4, true)]
    [InlineData(null, 1, 0, 7, 4, true)]
    [InlineData(100, 9, 0, 100, 9, false)]
    [InlineData(100, 1, 16, 100, 8, true)]
    public void Figures_ahead_of_the_end_count_and_are_not_the_last_word(int? input, int output, int pending, int expectedInput, int expectedOutput, bool isEstimated)
    {
        foreach (var isComplete in new[] { false, true })
        {
            var meter = new AttemptMeter();
            var begun = new ChatResponseUpdate(ChatRole.Assistant, SixteenLetters);
            new UsageSoFar
            {
                Usage = new() { InputTokenCount = input, OutputTokenCount = output },
                PendingUnits = pending == 0 ? 0 : TokenEstimator.Units(SixteenLetters),
            }.Tell(begun);
            meter.Add(begun);

            Assert.Equal(new(expectedInput, 0, expectedOutput, 0, isEstimated), meter.Usage(estimatedInput: 7, isComplete));
        }
    }

    [Fact]
    public async Task A_stream_that_breaks_behind_its_figures_is_billed_for_what_came()
    {
        var ledger = new InMemorySpendLedger();
        using var router = Routers.Over(ledger, ("m", new FakeChatClient { Updates = static (_, _, _) => Broken() }));

        await Assert.ThrowsAsync<IOException>(() => router.AskAsync(stream: true, Routers.Hello));

        var entry = Assert.Single(ledger.Snapshot());
        Assert.Equal((AttemptOutcome.Interrupted, 4L, true), (entry.Outcome, entry.Usage.OutputTokens, entry.Usage.IsEstimated));

        static IEnumerable<ChatResponseUpdate> Broken()
        {
            yield return new(ChatRole.Assistant, [new UsageContent(new() { InputTokenCount = 100, OutputTokenCount = 1 })]);
            yield return new(ChatRole.Assistant, SixteenLetters);
            throw new IOException();
        }
    }

    [Theory]
    [InlineData("m", null, "r", 30, 6)]
    [InlineData(null, null, "r", 30, 6)]
    [InlineData(null, null, null, 30, 6)]
    [InlineData(null, "r", "other", 30, 6)]
    [InlineData(null, "r", "r", 20, 5)]
    public void A_tools_result_ends_a_response_unless_both_reports_name_the_same(string? message, string? before, string? after, int input, int output)
    {
        var meter = new AttemptMeter();
        meter.Add(new ChatResponseUpdate(ChatRole.Assistant, [new UsageContent(new() { InputTokenCount = 10, OutputTokenCount = 1 })]) { MessageId = message, ResponseId = before });
        meter.Add(new ChatResponseUpdate(ChatRole.Tool, [new FunctionResultContent("c", 1)]) { ResponseId = before });
        meter.Add(new ChatResponseUpdate(ChatRole.Assistant, [new UsageContent(new() { InputTokenCount = 20, OutputTokenCount = 5 })]) { ResponseId = after });

        Assert.Equal(new(input, 0, output, 0), meter.Usage(estimatedInput: 7, isComplete: true));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Calls_without_figures_are_estimated_with_their_arguments(bool stream)
    {
        var meter = new AttemptMeter();
        var call = new FunctionCallContent("c", "tool", new Dictionary<string, object?> { ["text"] = SixteenLetters });
        if (stream)
        {
            meter.Add(new ChatResponseUpdate(ChatRole.Assistant, [call]));
        }
        else
        {
            meter.Add(new ChatResponse(new ChatMessage(ChatRole.Assistant, [call])));
        }

        Assert.InRange(meter.Usage(estimatedInput: 7, isComplete: true).OutputTokens, TokenEstimator.Tokens(TokenEstimator.Units("tool" + SixteenLetters)), 100);
    }

    [Theory]
    [InlineData(40, 90, 70, 70)]
    [InlineData(90, 80, 70, 70)]
    [InlineData(0, 15, 15, 15)]
    [InlineData(40, 15, 40, 15)]
    public void What_is_kept_for_an_hour_is_written_and_both_are_within_what_was_read(int written, int longer, int expectedWritten, int expectedLonger)
    {
        var meter = new AttemptMeter();
        meter.Add(new ChatResponse(new ChatMessage(ChatRole.Assistant, "hi"))
        {
            Usage = new()
            {
                InputTokenCount = 100, CachedInputTokenCount = 30, OutputTokenCount = 5,
                AdditionalCounts = new() { [ReportedDetails.CacheWrite] = written, [ReportedDetails.LongCacheWrite] = longer },
            },
        });

        var details = meter.Usage(estimatedInput: 7, isComplete: true).Details!;
        Assert.Equal((expectedWritten, expectedLonger), (details.CacheWriteTokens, details.LongCacheWriteTokens));
    }
}
