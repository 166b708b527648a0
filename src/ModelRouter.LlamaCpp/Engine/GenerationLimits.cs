namespace ModelRouter.LlamaCpp;

/// <summary>How far a generation may go.</summary>
/// <param name="MaxTokens">Tokens, thought and answer together; &gt; 0.</param>
/// <param name="ThinkBudget">Thinking tokens after which the thought is closed by force; <see langword="null"/> for no limit.</param>
/// <param name="CloseThought">The tokens of each tag that closes a thought, by its text.</param>
internal sealed record GenerationLimits(int MaxTokens, int? ThinkBudget, IReadOnlyDictionary<string, int[]> CloseThought);
