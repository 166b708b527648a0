namespace ModelRouter.Providers;

/// <summary>What Ollama says of a model.</summary>
/// <param name="Family">Such as <c>qwen3</c>; <see langword="null"/> if it doesn't say.</param>
/// <param name="Capabilities">Such as <c>tools</c>; <see langword="null"/> from versions that don't say, which refuse by themselves.</param>
internal sealed record OllamaModelFacts(string? Family, IReadOnlyCollection<string>? Capabilities)
{
    /// <summary>True for models that think in levels; Ollama answers 400 to a level for any other.</summary>
    public bool HasThinkLevels => Family is "gptoss" or "gpt-oss";

    /// <summary>True if it is known that the model can't do this.</summary>
    public bool Lacks(string capability) => Capabilities is { } known && !known.Contains(capability, StringComparer.OrdinalIgnoreCase);
}
