namespace ModelRouter;

/// <summary>The tokens that a prompt is expected to take on a model, thought included.</summary>
internal static class TokenForecast
{
    /// <summary>A model's thinking is taken to grow linearly with difficulty: none at 0, its expected tokens at 0.5, twice them at 1.</summary>
    internal static TokenUsage Of(PromptProfile prompt, ModelProfile model)
    {
        var thinking = (long)(model.ExpectedReasoningTokens * 2 * Math.Clamp(prompt.Difficulty, 0, 1));
        return new(prompt.InputTokens, 0, prompt.ExpectedOutputTokens + thinking, thinking, IsEstimated: true);
    }
}
