namespace NanoR1;

/// <summary>The numbers of a word problem, the third being 0 where there is one step, and its equation.</summary>
internal sealed record StoryProblem(StoryKind Kind, int A, int B, int C, string Equation);
