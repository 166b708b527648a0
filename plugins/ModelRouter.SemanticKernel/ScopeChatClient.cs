using Microsoft.Extensions.AI;

namespace ModelRouter.SemanticKernel;

/// <summary>Above function invocation: gives a tool loop that no kernel function has begun a scope of its own.</summary>
internal sealed class ScopeChatClient(IChatClient inner, KernelRunOptions? runs) : DelegatingChatClient(inner)
{
    /// <inheritdoc/>
    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        if (KernelScope.Current is not null)
        {
            return await base.GetResponseAsync(messages, options, cancellationToken).ConfigureAwait(false);
        }

        using var entered = KernelScope.Open(null, null, null, runs).Enter();
        return await base.GetResponseAsync(messages, options, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var updates = base.GetStreamingResponseAsync(messages, options, cancellationToken);
        return KernelScope.Current is not null ? updates : ScopedStream.Over(updates, KernelScope.Open(null, null, null, runs), cancellationToken);
    }
}
