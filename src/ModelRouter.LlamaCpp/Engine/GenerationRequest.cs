namespace ModelRouter.LlamaCpp;

/// <summary>A prompt with the answers to be sampled from it; several answers share the prompt's memory.</summary>
/// <param name="Prompt">The prompt's tokens; at least one.</param>
/// <param name="Generations">The answers; at least one.</param>
/// <param name="CancellationToken">Ends all of them.</param>
internal sealed record GenerationRequest(int[] Prompt, IReadOnlyList<Generation> Generations, CancellationToken CancellationToken);
