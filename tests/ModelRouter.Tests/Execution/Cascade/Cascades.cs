using Microsoft.Extensions.AI;

namespace ModelRouter.Tests;

/// <summary>Routers of a cheap model and a better, dear one, and answers with a thought.</summary>
internal static class Cascades
{
    /// <summary>The cheap one is right in 6 of 10, the dear one in 9.</summary>
    public static readonly Chances Usual = new(("small", 0.6), ("large", 0.9), ("spare", 0.8), ("weak", 0.5));

    public static ModelProfile Small { get; } = Routers.Profile("small") with { Capabilities = ModelCapabilities.Tools | ModelCapabilities.JsonSchema, Pricing = new() { InputPerMillion = 1, OutputPerMillion = 4 } };

    public static ModelProfile Large { get; } = Small with { Id = "large", Pricing = new() { InputPerMillion = 20, OutputPerMillion = 80 } };

    /// <summary>A router that checks wherever it can, unless options say otherwise.</summary>
    public static ModelRouterChatClient Over(
        IChatClient small, IChatClient large, IAnswerVerifier? verifier, ISpendLedger? ledger = null, ModelRouterOptions? options = null, TimeProvider? time = null,
        params (string Id, IChatClient Client)[] others) =>
        new(
            [new(Small, small), new(Large, large), .. others.Select(o => new ModelEndpoint(Large with { Id = o.Id }, o.Client))],
            options ?? Always(),
            predictor: Usual,
            ledger: ledger,
            timeProvider: time,
            failureReaders: [new KindReader()],
            answerVerifiers: verifier is null ? null : [verifier]);

    public static ModelRouterOptions Always() => new() { Cascade = { Mode = CascadeMode.Always } };

    /// <summary>Thinks, and then answers in two pieces.</summary>
    public static FakeChatClient Thinking(string thought, string answer, Action? betweenPieces = null, params AIContent[] more) => new()
    {
        Updates = (_, _, _) => Updates(thought, answer, betweenPieces, more),
    };

    private static IEnumerable<ChatResponseUpdate> Updates(string thought, string answer, Action? betweenPieces, AIContent[] more)
    {
        var id = $"id-{thought}";
        yield return new(ChatRole.Assistant, [new TextReasoningContent(thought)]) { MessageId = id };
        yield return new(ChatRole.Assistant, answer[..1]) { MessageId = id };
        betweenPieces?.Invoke();
        yield return new(ChatRole.Assistant, [new TextContent(answer[1..]), .. more]) { MessageId = id };
        yield return new(ChatRole.Assistant, [new UsageContent(new() { InputTokenCount = 10, OutputTokenCount = 20 })]) { MessageId = id, FinishReason = ChatFinishReason.Stop };
    }

    public static string Thought(this ChatResponse response) =>
        string.Join('|', response.Messages.SelectMany(m => m.Contents).OfType<TextReasoningContent>().Select(t => t.Text));
}
