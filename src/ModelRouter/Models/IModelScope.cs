using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>What a model was made for, where that is less than everything: a specialist knows best what it does not know.</summary>
/// <remarks>Asked in stage 2, so implementations do no I/O, take microseconds and are safe for concurrent use.</remarks>
public interface IModelScope
{
    /// <summary>Why the conversation lies beyond the model; <see langword="null"/> if the model may serve it.</summary>
    /// <param name="messages">The conversation; not to be kept or changed.</param>
    /// <param name="options">The caller's options, if any.</param>
    /// <returns>A sentence for people, which says what the model was made for and quotes nothing of the conversation: it
    /// stands in decisions, receipts and logs.</returns>
    string? Exclude(IReadOnlyList<ChatMessage> messages, ChatOptions? options);
}
