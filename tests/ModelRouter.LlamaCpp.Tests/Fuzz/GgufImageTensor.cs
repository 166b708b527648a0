namespace ModelRouter.LlamaCpp.Tests;

/// <summary>A tensor's entry in a <see cref="GgufImage"/>.</summary>
internal sealed record GgufImageTensor(string Name, ulong[] Shape, uint Type, ulong Offset);
