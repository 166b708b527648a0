using CsCheck;
using Microsoft.Extensions.AI;

namespace ModelRouter.Tests;

/// <summary>The same usage costs the same to the last decimal, wherever a stream reports it and if it isn't streamed at all.</summary>
public class StreamedCostTests
{
    // Twelve decimals of a dollar per million tokens, far below what any list prints.
    private static readonly Gen<decimal> Price = Gen.Long[0, 100_000_000_000_000].Select(n => n / 1_000_000_000_000m);

    private static readonly Gen<ModelPricing> Prices =
        from input in Price
        from cached in Gen.Nullable(Price)
        from output in Price
        from thinking in Gen.Nullable(Price)
        from request in Price
        select new ModelPricing
        {
            InputPerMillion = input, CachedInputPerMillion = cached, OutputPerMillion = output, ReasoningPerMillion = thinking, PerRequest = request,
        };

    private static readonly Gen<UsageDetails> Usages =
        from input in Gen.Long[0, 2_000_000]
        from output in Gen.Long[0, 200_000]
        from cached in Gen.Int[-1, 100]
        from thinking in Gen.Int[-1, 100]
        from hasTotal in Gen.Bool
        select new UsageDetails
        {
            InputTokenCount = input,
            CachedInputTokenCount = cached < 0 ? null : input * cached / 100,
            OutputTokenCount = output,
            ReasoningTokenCount = thinking < 0 ? null : output * thinking / 100,
            TotalTokenCount = hasTotal ? input + output : null,
        };

    private static readonly Gen<string[]> Chunks = Gen.Int[0, 5].Select(i => new[] { "word ", "", "한국어 ", "漢字", "\n", "def f():" }[i]).Array[1, 8];

    // Where the figures stand: chunk by chunk, what part of them is reported there in per cent; null for nothing.
    private static readonly Gen<int?[]> Growth = Gen.Nullable(Gen.Int[0, 100]).Array[0, 8];

    [Fact]
    public void Streamed_cost_is_buffered_cost() =>
        Gen.Select(Prices, Usages, Chunks, Growth, Gen.Enum<Report>(), Gen.Bool, Gen.Bool).Sample(
            (prices, usage, chunks, growth, report, thinks, hasIds) =>
            {
                var whole = new ChatResponse(new ChatMessage(ChatRole.Assistant, [Content(string.Concat(chunks), thinks), new TextContent("end")]))
                {
                    Usage = report == Report.Absent ? null : usage,
                };
                var streamed = Bill(true, prices, () => Updates(chunks, thinks, hasIds, usage, growth, report), whole);
                var buffered = Bill(false, prices, () => [], whole);

                Assert.Equal(buffered, streamed);
                if (report != Report.Absent)
                {
                    Assert.Equal(Expected(prices, usage), streamed.Entry.Cost);
                    Assert.False(streamed.Entry.Usage.IsEstimated);
                }
            },
            iter: 10_000);

    private static (SpendEntry Entry, TokenUsage Usage, decimal Cost, RoutingAttempt Attempt) Bill(
        bool stream, ModelPricing prices, Func<IEnumerable<ChatResponseUpdate>> updates, ChatResponse whole)
    {
        var ledger = new InMemorySpendLedger();
        using var client = new Scripted(updates, whole);
        using var router = new ModelRouterChatClient([new(Routers.Profile("m") with { Pricing = prices }, client)], ledger: ledger);

        var receipt = router.AskAsync(stream, Routers.Hello).GetAwaiter().GetResult().GetRoutingReceipt()!;

        var entry = Assert.Single(ledger.Snapshot());
        Assert.Equal(receipt.CallId, entry.CallId);
        var attempt = Assert.Single(receipt.Attempts);
        return (entry with { CallId = default, At = default, Duration = default, TimeToFirstContent = null }, receipt.Usage, receipt.Cost, attempt with { Duration = default });
    }

    /// <summary>What a price list says, reckoned apart from the code.</summary>
    private static decimal Expected(ModelPricing prices, UsageDetails usage)
    {
        var (cached, thought) = (usage.CachedInputTokenCount ?? 0, usage.ReasoningTokenCount ?? 0);
        var micro = (prices.InputPerMillion * (usage.InputTokenCount!.Value - cached))
            + ((prices.CachedInputPerMillion ?? prices.InputPerMillion) * cached)
            + (prices.OutputPerMillion * (usage.OutputTokenCount!.Value - thought))
            + ((prices.ReasoningPerMillion ?? prices.OutputPerMillion) * thought);
        return prices.PerRequest + (micro / 1_000_000m);
    }

    private static IEnumerable<ChatResponseUpdate> Updates(
        string[] chunks, bool thinks, bool hasIds, UsageDetails usage, int?[] growth, Report report)
    {
        var last = report == Report.AnyChunk ? growth.Length % chunks.Length : chunks.Length;
        for (var i = 0; i < chunks.Length; i++)
        {
            List<AIContent> contents = [Content(chunks[i], thinks)];
            if (report == Report.Cumulative && i < growth.Length && growth[i] is { } percent)
            {
                contents.Add(new UsageContent(Part(usage, percent)));
            }
            else if (report == Report.Split && i == 0)
            {
                // As Anthropic's services: input first, and output where it ends.
                contents.Add(new UsageContent(new() { InputTokenCount = usage.InputTokenCount, CachedInputTokenCount = usage.CachedInputTokenCount, OutputTokenCount = 0 }));
            }
            else if (i == last || report == Report.Repeated)
            {
                contents.Add(new UsageContent(usage));
            }

            yield return Update(contents, hasIds);
        }

        yield return Update([new TextContent("end")], hasIds);
        if (report is Report.Final or Report.Cumulative or Report.Repeated)
        {
            yield return Update([new UsageContent(usage)], hasIds);
        }
        else if (report == Report.Split)
        {
            yield return Update(
                [new UsageContent(new() { OutputTokenCount = usage.OutputTokenCount, ReasoningTokenCount = usage.ReasoningTokenCount, TotalTokenCount = usage.TotalTokenCount })],
                hasIds);
        }
    }

    private static ChatResponseUpdate Update(List<AIContent> contents, bool hasIds) =>
        new(ChatRole.Assistant, contents) { MessageId = hasIds ? "m" : null, ResponseId = hasIds ? "r" : null };

    private static AIContent Content(string text, bool thinks) => thinks ? new TextReasoningContent(text) : new TextContent(text);

    /// <summary>What has been used when so many per cent of the output are written.</summary>
    private static UsageDetails Part(UsageDetails usage, int percent) => new()
    {
        InputTokenCount = usage.InputTokenCount,
        CachedInputTokenCount = usage.CachedInputTokenCount,
        OutputTokenCount = usage.OutputTokenCount * percent / 100,
        ReasoningTokenCount = usage.ReasoningTokenCount * percent / 100,
        TotalTokenCount = usage.TotalTokenCount is null ? null : usage.InputTokenCount + (usage.OutputTokenCount * percent / 100),
    };

    private enum Report
    {
        Absent,
        Final,
        AnyChunk,
        Cumulative,
        Repeated,
        Split,
    }

    /// <summary>Whole answers are not made of the stream, since what makes them adds reports up.</summary>
    private sealed class Scripted(Func<IEnumerable<ChatResponseUpdate>> updates, ChatResponse whole) : IChatClient
    {
        public Task<ChatResponse> GetResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => Task.FromResult(whole);

        public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            updates().ToAsyncEnumerable();

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
