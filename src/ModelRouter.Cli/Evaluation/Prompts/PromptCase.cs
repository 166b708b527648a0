namespace ModelRouter.Cli;

/// <summary>One request of a prompt whose verdict is known.</summary>
/// <param name="Values">What is filled in.</param>
/// <param name="Expected">The right verdict.</param>
/// <param name="Question">Which question it is about; requests about the same one count as one observation.</param>
internal sealed record PromptCase(IReadOnlyDictionary<string, string> Values, string Expected, int Question);
