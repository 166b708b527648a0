namespace ModelRouter.Cli;

/// <summary>A question with its one right answer, and a wrong one that looks like it.</summary>
internal sealed record LabelledQuestion(string Question, string Right, string Wrong);
