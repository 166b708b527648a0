using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>Stage 1: understands a prompt. Implementations do no I/O, take microseconds and are safe for concurrent use.</summary>
public interface IPromptAnalyzer
{
    /// <summary>Describes the conversation <paramref name="messages"/>, read as a whole.</summary>
    PromptProfile Analyze(IReadOnlyList<ChatMessage> messages, ChatOptions? options);
}
