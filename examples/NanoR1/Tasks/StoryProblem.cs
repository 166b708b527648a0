namespace NanoR1;

/// <summary>The numbers of a word problem in the order of its story, and its equation.</summary>
internal sealed record StoryProblem(StoryKind Kind, int A, int B, int C, string Equation);
