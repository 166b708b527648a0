using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>An answer that is to be checked.</summary>
/// <param name="Messages">The conversation as the caller gave it; not to be changed.</param>
/// <param name="Options">The caller's options; not to be changed.</param>
/// <param name="Answer">The whole answer, thoughts included; not to be changed.</param>
/// <param name="Model">The model that gave it.</param>
/// <param name="Prompt">What the prompt was understood to be.</param>
public sealed record AnswerToVerify(
    IReadOnlyList<ChatMessage> Messages, ChatOptions? Options, ChatResponse Answer, ModelProfile Model, PromptProfile Prompt);
