namespace ModelRouter.Evaluation;

/// <summary>A language in a <see cref="TaskReport"/>.</summary>
/// <param name="Language">ISO 639 code.</param>
/// <param name="Rows">How many prompts are in it.</param>
/// <param name="Accuracy">Share of them whose task was told rightly.</param>
public sealed record TaskSlice(string Language, int Rows, Interval Accuracy);
