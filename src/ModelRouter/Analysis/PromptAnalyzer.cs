using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>The router's own analysis: task, domain and difficulty by learned weights, everything else as <see cref="HeuristicPromptAnalyzer"/>.</summary>
/// <remarks>The weights learned from English and Korean prompts; requests in other languages are judged by the heuristic's cues.
/// Stateless, so safe for concurrent use.</remarks>
public sealed class PromptAnalyzer : IPromptAnalyzer
{
    private readonly HeuristicPromptAnalyzer _analyzer = new(TaskClassifier.Default);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The declared data class is none.</exception>
    public PromptProfile Analyze(IReadOnlyList<ChatMessage> messages, ChatOptions? options) => _analyzer.Analyze(messages, options);
}
