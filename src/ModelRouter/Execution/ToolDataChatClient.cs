using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>Above function invocation, inside a <see cref="DataClassScope"/>: marks what tools gave with the class of what was read for it.</summary>
/// <remarks>The answer that follows carries that class as well, but none need follow: a tool or a filter may end the loop, and a later turn reads what stands there.</remarks>
internal sealed class ToolDataChatClient(IChatClient inner) : DelegatingChatClient(inner)
{
    private static DataClass Known => DataClassScope.Current?.Known ?? DataClass.Public;

    /// <inheritdoc/>
    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var response = await base.GetResponseAsync(messages, options, cancellationToken).ConfigureAwait(false);
        foreach (var message in response.Messages)
        {
            if (message.Role == ChatRole.Tool)
            {
                message.AdditionalProperties = DataClassStamp.Write(message.AdditionalProperties, Known);
            }
        }

        return response;
    }

    /// <inheritdoc/>
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var update in base.GetStreamingResponseAsync(messages, options, cancellationToken).ConfigureAwait(false))
        {
            if (update.Role == ChatRole.Tool)
            {
                update.AdditionalProperties = DataClassStamp.Write(update.AdditionalProperties, Known);
            }

            yield return update;
        }
    }
}
