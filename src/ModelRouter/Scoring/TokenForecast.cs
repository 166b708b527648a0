namespace ModelRouter;

/// <summary>The tokens that a prompt is expected to take on a model, thought included.</summary>
internal static class TokenForecast
{
    // So much longer get, by the difficulty that is estimated, the answers of models that think aloud: 29 of them on MMLU-Pro's questions.
    private const double LeastThought = 0.5;

    /// <summary>A model's thinking is taken to grow linearly with difficulty: half its expected tokens at 0, all of them at 0.5, half as many again at 1.</summary>
    /// <param name="prompt">The prompt.</param>
    /// <param name="model">The model.</param>
    /// <param name="factor">How much more it writes than its profile lets expect, thought and answer alike.</param>
    internal static TokenUsage Of(PromptProfile prompt, ModelProfile model, double factor = 1)
    {
        var limit = LimitOf(prompt, model);

        // Thought comes first, so what a limit cuts off is answer.
        var thinking = Math.Min((long)(factor * Thinking(prompt, model)), limit);
        return new(prompt.InputTokens, 0, Math.Min((long)(factor * prompt.ExpectedOutputTokens) + thinking, limit), thinking, IsEstimated: true);
    }

    /// <summary>The output's tokens by the profile alone, whatever limits it.</summary>
    internal static long Unlimited(PromptProfile prompt, ModelProfile model) => prompt.ExpectedOutputTokens + Thinking(prompt, model);

    /// <summary>How many tokens the output may have; <see cref="long.MaxValue"/> if only the window limits it.</summary>
    internal static long LimitOf(PromptProfile prompt, ModelProfile model) => Math.Min(prompt.OutputLimit ?? long.MaxValue, model.MaxOutputTokens ?? long.MaxValue);

    private static long Thinking(PromptProfile prompt, ModelProfile model) =>
        prompt.ExpectsThinking ? (long)(model.ExpectedReasoningTokens * (LeastThought + Math.Clamp(prompt.Difficulty, 0, 1))) : 0;
}
