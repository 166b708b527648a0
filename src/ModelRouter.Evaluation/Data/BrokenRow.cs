namespace ModelRouter.Evaluation;

/// <summary>A line of a data set that could not be read.</summary>
/// <param name="Line">Its number, from 1.</param>
/// <param name="Problem">What is wrong with it, a sentence.</param>
public sealed record BrokenRow(long Line, string Problem);
