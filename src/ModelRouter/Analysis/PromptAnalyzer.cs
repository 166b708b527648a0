using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>The router's own analysis: task, domain and difficulty by learned weights, everything else as <see cref="HeuristicPromptAnalyzer"/>.</summary>
/// <remarks>The weights learned from English and Korean prompts; requests in other languages are judged by the heuristic's cues.
/// Stateless, so safe for concurrent use.</remarks>
public sealed class PromptAnalyzer : IPromptAnalyzer
{
    private readonly HeuristicPromptAnalyzer _analyzer;

    /// <summary>Tells all that there is to tell of a prompt.</summary>
    public PromptAnalyzer()
        : this(makesVectors: true)
    {
    }

    /// <summary>Leaves out <see cref="PromptProfile.Vector"/>, a third of the work, where nobody reads it.</summary>
    internal PromptAnalyzer(bool makesVectors) => _analyzer = new(TaskClassifier.Default, makesVectors);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The declared data class is none.</exception>
    public PromptProfile Analyze(IReadOnlyList<ChatMessage> messages, ChatOptions? options) => _analyzer.Analyze(messages, options);
}
