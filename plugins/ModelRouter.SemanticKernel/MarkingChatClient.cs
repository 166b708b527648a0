using Microsoft.Extensions.AI;

namespace ModelRouter.SemanticKernel;

/// <summary>Below function invocation: marks each request with its scope.</summary>
internal sealed class MarkingChatClient(IChatClient inner) : DelegatingChatClient(inner)
{
    /// <inheritdoc/>
    public override Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        base.GetResponseAsync(ToolResults.Plain(messages), Mark(options), cancellationToken);

    /// <inheritdoc/>
    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        base.GetStreamingResponseAsync(ToolResults.Plain(messages), Mark(options), cancellationToken);

    private static ChatOptions? Mark(ChatOptions? options) => KernelScope.Current?.Mark(options) ?? options;
}
