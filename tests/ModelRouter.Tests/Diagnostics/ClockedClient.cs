using Microsoft.Extensions.AI;
using Microsoft.Extensions.Time.Testing;

namespace ModelRouter.Tests;

/// <summary>Fakes of a provider that says who it is and takes a second to each update.</summary>
internal sealed class ClockedClient(FakeTimeProvider time)
{
    public const int Input = 100;
    public const int Output = 10;

    /// <summary>Says "one", then "two" with the reason for its end and its usage.</summary>
    public FakeChatClient Answering(string model) => Make(model, _ => Updates());

    /// <summary>Fails after a second, or, with <paramref name="speaks"/>, after its first word.</summary>
    public FakeChatClient Failing(string model, Func<Exception> failure, bool speaks = false) => Make(model, _ => Failing(failure, speaks));

    /// <summary>Gives its first word, and waits to be cancelled for the second.</summary>
    public FakeChatClient CancelledBy(string model, CancellationTokenSource caller) => Make(model, ct => Cancelled(caller, ct));

    private static FakeChatClient Make(string model, Func<CancellationToken, IEnumerable<ChatResponseUpdate>> updates) => new()
    {
        Service = type => type == typeof(ChatClientMetadata) ? new ChatClientMetadata("acme", new("https://acme.test/v1?key=sk-canary"), model) : null,
        Updates = (_, _, ct) => updates(ct),
    };

    private IEnumerable<ChatResponseUpdate> Updates()
    {
        time.Advance(TimeSpan.FromSeconds(1));
        yield return new(ChatRole.Assistant, "") { ResponseId = "r1", MessageId = "m" };
        time.Advance(TimeSpan.FromSeconds(1));
        yield return new(ChatRole.Assistant, "one ") { ResponseId = "r1", ModelId = "acme-1-0613", MessageId = "m" };
        time.Advance(TimeSpan.FromSeconds(1));
        yield return new(ChatRole.Assistant, "two") { ResponseId = "r1", FinishReason = ChatFinishReason.Stop, MessageId = "m" };
        var usage = new UsageDetails
        {
            InputTokenCount = Input, CachedInputTokenCount = 40, OutputTokenCount = Output, ReasoningTokenCount = 2,
            AdditionalCounts = new() { ["CacheCreationInputTokens"] = 5 },
        };
        yield return new(ChatRole.Assistant, [new UsageContent(usage)]) { ResponseId = "r1", MessageId = "m" };
    }

    private IEnumerable<ChatResponseUpdate> Failing(Func<Exception> failure, bool speaks)
    {
        time.Advance(TimeSpan.FromSeconds(1));
        if (speaks)
        {
            yield return new(ChatRole.Assistant, "one ") { MessageId = "m" };
        }

        throw failure();
    }

    private IEnumerable<ChatResponseUpdate> Cancelled(CancellationTokenSource caller, CancellationToken ct)
    {
        time.Advance(TimeSpan.FromSeconds(1));
        yield return new(ChatRole.Assistant, "one ") { MessageId = "m" };
        caller.Cancel();
        ct.ThrowIfCancellationRequested();
    }
}
