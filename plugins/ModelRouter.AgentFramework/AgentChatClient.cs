using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace ModelRouter.AgentFramework;

/// <summary>Says on each request of an agent what it wishes and whose it is, and marks what comes back with the class of the data that went in.</summary>
internal sealed class AgentChatClient(IChatClient inner, RoutingWishes wishes, string name) : DelegatingChatClient(inner)
{
    /// <inheritdoc/>
    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var conversation = messages as IReadOnlyCollection<ChatMessage> ?? [.. messages];
        var (marked, least) = Mark(conversation, options);
        var response = await base.GetResponseAsync(conversation, marked, cancellationToken).ConfigureAwait(false);
        var seen = DataClassStamp.Higher(DataClassStamp.Higher(least, DataClassStamp.Highest(response.Messages)), ClassOf(response.GetRoutingReceipt()));
        foreach (var message in response.Messages)
        {
            message.AdditionalProperties = DataClassStamp.Write(message.AdditionalProperties, seen);
        }

        AgentScope.Current?.Saw(seen);
        return response;
    }

    /// <inheritdoc/>
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var conversation = messages as IReadOnlyCollection<ChatMessage> ?? [.. messages];
        var (marked, seen) = Mark(conversation, options);
        await foreach (var update in base.GetStreamingResponseAsync(conversation, marked, cancellationToken).ConfigureAwait(false))
        {
            // The last update, which has the receipt, has the ids of the last message: whoever puts the stream together finds the mark there.
            seen = DataClassStamp.Higher(DataClassStamp.Higher(seen, DataClassStamp.Read(update.AdditionalProperties)), ClassOf(update.GetRoutingReceipt()));
            update.AdditionalProperties = DataClassStamp.Write(update.AdditionalProperties, seen);
            AgentScope.Current?.Saw(seen);
            yield return update;
        }
    }

    private (ChatOptions Options, DataClass Least) Mark(IReadOnlyCollection<ChatMessage> messages, ChatOptions? options)
    {
        var marked = wishes.Apply(options, name);
        Marks.Raise(marked.AdditionalProperties!, DataClassStamp.Highest(messages));
        AgentScope.Current?.Mark(marked);
        if (RoutingRun.Current is { } current && DeclaredRun.Read(marked) is { } declared && current.Chain.Contains(declared))
        {
            // The caller named the run that the agent's is part of; what the agent asks belongs to its own.
            marked.AdditionalProperties!.Remove(DeclaredRun.Key);
        }

        return (marked, DeclaredDataClass.Read(marked));
    }

    private static DataClass ClassOf(RoutingReceipt? receipt) => receipt?.Decision.Profile.DataClass ?? DataClass.Public;
}
