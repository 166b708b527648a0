using Microsoft.Extensions.AI;

namespace ModelRouter.Providers.Tests;

/// <summary>Asks a client either way, so that each theory holds streaming and not.</summary>
internal static class Asking
{
    public static Task<ChatResponse> AskAsync(this IChatClient client, bool streams, string prompt = "Hi", ChatOptions? options = null) =>
        client.AskAsync(streams, [new(ChatRole.User, prompt)], options);

    public static Task<ChatResponse> AskAsync(
        this IChatClient client, bool streams, IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken? until = null)
    {
        var ct = until ?? TestContext.Current.CancellationToken;
        return streams ? client.GetStreamingResponseAsync(messages, options, ct).ToChatResponseAsync(ct) : client.GetResponseAsync(messages, options, ct);
    }
}
