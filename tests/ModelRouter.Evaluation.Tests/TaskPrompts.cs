namespace ModelRouter.Evaluation.Tests;

/// <summary>The prompts that the project's own people wrote.</summary>
internal static class TaskPrompts
{
    internal static Task<IReadOnlyList<TaskPrompt>> ReadAsync(string folder) =>
        TaskPromptReader.ReadFolderAsync(Path.Combine(AppContext.BaseDirectory, "Prompts", folder), TestContext.Current.CancellationToken);

    /// <summary>What a classifier says of a prompt.</summary>
    internal static RequestJudgement Judge(TaskClassifier classifier, string prompt) =>
        classifier.Judge(prompt, RequestReading.Of(CueTables.All, prompt).Whole);
}
