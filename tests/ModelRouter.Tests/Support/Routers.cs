using Microsoft.Extensions.AI;

namespace ModelRouter.Tests;

/// <summary>Short names for what tests make again and again.</summary>
internal static class Routers
{
    public static readonly ChatMessage[] Hello = [new(ChatRole.User, "Write a short poem about the first snow.")];

    public static ModelProfile Profile(string id, double quality = 0.5, ModelTier tier = ModelTier.Cloud) => new()
    {
        Id = id,
        Tier = tier,
        Quality = quality,
        Pricing = new() { InputPerMillion = 1, CachedInputPerMillion = 0.1m, OutputPerMillion = 4, ReasoningPerMillion = 5 },
        Capabilities = ModelCapabilities.Tools,
        Clearance = DataClass.Confidential,
    };

    public static ModelEndpoint Endpoint(string id, IChatClient client, double quality = 0.5) => new(Profile(id, quality), client);

    /// <summary>Endpoints in the order in which they will be ranked: each is a little better than the next.</summary>
    public static ModelRouterChatClient Over(ISpendLedger? ledger, params (string Id, IChatClient Client)[] models) =>
        new(models.Select((m, i) => Endpoint(m.Id, m.Client, 0.9 - (0.1 * i))), ledger: ledger);

    /// <summary>Calls in either form, and gives a whole response.</summary>
    public static Task<ChatResponse> AskAsync(
        this IChatClient client, bool stream, IEnumerable<ChatMessage> messages, ChatOptions? options = null) =>
        client.AskCancellablyAsync(stream, messages, options, TestContext.Current.CancellationToken);

    public static async Task<ChatResponse> AskCancellablyAsync(
        this IChatClient client, bool stream, IEnumerable<ChatMessage> messages, ChatOptions? options, CancellationToken ct) =>
        stream
            ? await client.GetStreamingResponseAsync(messages, options, ct).ToChatResponseAsync(CancellationToken.None)
            : await client.GetResponseAsync(messages, options, ct);
}
