namespace ModelRouter.LlamaCpp;

/// <summary>What is known when a generation has ended.</summary>
/// <param name="Reason">Why it ended.</param>
/// <param name="Usage">Tokens read and written.</param>
/// <param name="Confidence">How sure the model was of its answer; <see langword="null"/> if there was none.</param>
internal sealed record GenerationResult(FinishReason Reason, TokenUsage Usage, GenerationConfidence? Confidence);
