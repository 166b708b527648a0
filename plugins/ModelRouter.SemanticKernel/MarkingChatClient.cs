using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace ModelRouter.SemanticKernel;

/// <summary>Below function invocation: marks each request with its scope, and remembers there what data it held.</summary>
internal sealed class MarkingChatClient(IChatClient inner) : DelegatingChatClient(inner)
{
    /// <inheritdoc/>
    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var scope = KernelScope.Current;
        var response = await base.GetResponseAsync(ToolResults.Plain(messages), scope?.Mark(options) ?? options, cancellationToken).ConfigureAwait(false);
        scope?.Saw(response.GetRoutingReceipt());
        return response;
    }

    /// <inheritdoc/>
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var scope = KernelScope.Current;
        var updates = base.GetStreamingResponseAsync(ToolResults.Plain(messages), scope?.Mark(options) ?? options, cancellationToken);
        await foreach (var update in updates.ConfigureAwait(false))
        {
            if (update.GetRoutingReceipt() is { } receipt)
            {
                scope?.Saw(receipt);
            }

            yield return update;
        }
    }
}
