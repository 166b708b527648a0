namespace ModelRouter;

/// <summary>A request after stage 1.</summary>
/// <param name="Selection">Which models the caller asks for.</param>
/// <param name="Prompt">What was understood of the conversation.</param>
internal readonly record struct UnderstoodRequest(ModelSelection Selection, PromptProfile Prompt);
