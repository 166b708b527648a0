namespace ModelRouter.Evaluation;

/// <summary>Prompts with what they ask for.</summary>
/// <param name="Rows">The prompts.</param>
/// <param name="Broken">Lines that could not be read.</param>
/// <param name="Untold">How many lines have no task.</param>
/// <param name="Unknown">How many lines have which name that is none of a task.</param>
public sealed record TaskDataset(
    IReadOnlyList<TaskRow> Rows, IReadOnlyList<BrokenRow> Broken, int Untold, IReadOnlyDictionary<string, int> Unknown);
