using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>What stage 2 judges by.</summary>
/// <param name="Prompt">What stage 1 understood.</param>
/// <param name="Attribution">On whose account the request is.</param>
/// <param name="Selection">What the caller narrowed the choice to.</param>
/// <param name="Messages">The conversation itself, for the models' own scopes alone; a profile holds no text.</param>
/// <param name="Options">The caller's options.</param>
/// <param name="Verdict">What the company's rules say.</param>
internal readonly record struct PolicyRequest(
    PromptProfile Prompt, RequestAttribution Attribution, ModelSelection Selection, IReadOnlyList<ChatMessage> Messages, ChatOptions? Options,
    PolicyVerdict Verdict);
