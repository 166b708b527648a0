using Microsoft.Extensions.AI;

namespace ModelRouter.SemanticKernel;

/// <summary>Above function invocation: gives each tool loop a scope of its own, for what its options declare holds for its tools.</summary>
internal sealed class ScopeChatClient(IChatClient inner, KernelRunOptions? runs) : DelegatingChatClient(inner)
{
    /// <inheritdoc/>
    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        using var entered = KernelScope.OfLoop(DeclaredScope.Of(options), runs).Enter();
        return await base.GetResponseAsync(messages, options, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        ScopedStream.Over(base.GetStreamingResponseAsync(messages, options, cancellationToken), KernelScope.OfLoop(DeclaredScope.Of(options), runs), cancellationToken);
}
