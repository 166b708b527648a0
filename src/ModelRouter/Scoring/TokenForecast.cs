namespace ModelRouter;

/// <summary>The tokens that a prompt is expected to take on a model, thought included.</summary>
internal static class TokenForecast
{
    /// <summary>A model's thinking is taken to grow linearly with difficulty: none at 0, its expected tokens at 0.5, twice them at 1.</summary>
    internal static TokenUsage Of(PromptProfile prompt, ModelProfile model)
    {
        var limit = Math.Min(prompt.OutputLimit ?? long.MaxValue, model.MaxOutputTokens ?? long.MaxValue);
        var expected = prompt.ExpectsThinking ? (long)(model.ExpectedReasoningTokens * 2 * Math.Clamp(prompt.Difficulty, 0, 1)) : 0;

        // Thought comes first, so what a limit cuts off is answer.
        var thinking = Math.Min(expected, limit);
        return new(prompt.InputTokens, 0, Math.Min(prompt.ExpectedOutputTokens + thinking, limit), thinking, IsEstimated: true);
    }
}
