using Microsoft.Extensions.AI;

namespace ModelRouter.NanoR1;

/// <summary>Sends only the last question: models of this size know no conversations, and earlier turns would fill their window.</summary>
internal sealed class LastQuestionChatClient(IChatClient engine) : DelegatingChatClient(engine)
{
    public override Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        base.GetResponseAsync(Last(messages), options, cancellationToken);

    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        base.GetStreamingResponseAsync(Last(messages), options, cancellationToken);

    private static ChatMessage[] Last(IEnumerable<ChatMessage> messages)
    {
        ArgumentNullException.ThrowIfNull(messages);
        return [new(ChatRole.User, LastQuestion.In(messages.LastOrDefault(static message => message.Role == ChatRole.User)))];
    }
}
