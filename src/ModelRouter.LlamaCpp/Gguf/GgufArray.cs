namespace ModelRouter.LlamaCpp;

/// <summary>An array among a GGUF file's metadata.</summary>
/// <param name="ElementType">Type of the elements.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Integers">The elements of an integer array; empty for every other.</param>
/// <param name="Texts">The elements of a string array; empty for every other.</param>
internal sealed record GgufArray(GgufValueType ElementType, long Count, IReadOnlyList<long> Integers, IReadOnlyList<string> Texts);
