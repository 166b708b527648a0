namespace ModelRouter.LlamaCpp;

/// <summary>An array in GGUF metadata. Numbers are kept, strings are only counted: a vocabulary is large and nobody here reads it.</summary>
/// <param name="ElementType">Type of the elements.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Integers">The elements of an integer array; empty for every other.</param>
internal sealed record GgufArray(GgufValueType ElementType, long Count, IReadOnlyList<long> Integers);
