using Microsoft.Extensions.AI;

namespace ModelRouter.LlamaCpp.Tests;

/// <summary>Asks a client both ways, and reads what it said.</summary>
internal static class Chat
{
    public static ChatOptions Greedy => new() { Temperature = 0, Seed = 1 };

    public static Task<ChatResponse> AskAsync(this LlamaChatClient client, bool streaming, string text = "Hi", ChatOptions? options = null) =>
        client.AskAsync(streaming, [new ChatMessage(ChatRole.User, text)], options);

    public static async Task<ChatResponse> AskAsync(
        this LlamaChatClient client, bool streaming, IReadOnlyList<ChatMessage> messages, ChatOptions? options = null) => streaming
        ? await client.GetStreamingResponseAsync(messages, options ?? Greedy, TestContext.Current.CancellationToken)
            .ToChatResponseAsync(TestContext.Current.CancellationToken)
        : await client.GetResponseAsync(messages, options ?? Greedy, TestContext.Current.CancellationToken);

    public static string Thought(this ChatResponse response) =>
        string.Concat(response.Messages.SelectMany(message => message.Contents).OfType<TextReasoningContent>().Select(part => part.Text));

    /// <summary>Thought and answer in one, for comparisons.</summary>
    public static string All(this ChatResponse response) => $"{response.Thought()}|{response.Text}|{response.FinishReason}";
}
