using Microsoft.Extensions.AI;

namespace ModelRouter.Evaluation;

/// <summary>How well an analyzer tells what prompts ask for.</summary>
/// <remarks>Intervals are 95%, by drawing rows with replacement.</remarks>
public sealed record TaskReport
{
    /// <summary>Share of the prompts whose task was told rightly.</summary>
    public required Interval Accuracy { get; init; }

    /// <summary>The mean of that share over tasks, each counting the same.</summary>
    public required double MeanByTask { get; init; }

    /// <summary>The same by language, the one with the most rows first.</summary>
    public required IReadOnlyList<TaskSlice> Languages { get; init; }

    /// <summary>How many prompts of a task (first) were taken for which (second); no entry for none.</summary>
    public required IReadOnlyDictionary<(PromptTask Task, PromptTask Predicted), int> Confusion { get; init; }

    /// <summary>For each row, what it was taken for.</summary>
    public required IReadOnlyList<PromptTask> Predicted { get; init; }

    /// <summary>Lets an analyzer judge every prompt.</summary>
    /// <param name="data">The prompts.</param>
    /// <param name="analyzer">The analyzer; it sees each prompt as a user's only message.</param>
    /// <param name="seed">Decides the draws for the intervals.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static TaskReport Of(TaskDataset data, IPromptAnalyzer analyzer, int seed = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(analyzer);
        PromptTask[] predicted = [.. data.Rows.Select(row => Judge(analyzer, row.Prompt, cancellationToken))];
        double[] right = [.. data.Rows.Select((row, i) => row.Task == predicted[i] ? 1.0 : 0.0)];
        return new()
        {
            Accuracy = Accuracy([.. Enumerable.Range(0, right.Length)]),
            MeanByTask = data.Rows.Select(static (row, i) => (row.Task, i)).GroupBy(static pair => pair.Task, pair => right[pair.i]).Average(static task => task.Average()),
            Languages =
            [
                .. Enumerable.Range(0, right.Length).GroupBy(i => data.Rows[i].Language, StringComparer.Ordinal)
                    .Select(group => new TaskSlice(group.Key, group.Count(), Accuracy([.. group])))
                    .OrderByDescending(static slice => slice.Rows).ThenBy(static slice => slice.Language, StringComparer.Ordinal),
            ],
            Confusion = data.Rows.Select((row, i) => (row.Task, predicted[i])).CountBy(static pair => pair).ToDictionary(),
            Predicted = predicted,
        };

        Interval Accuracy(int[] rows) => Bootstrap.Of(rows.Length, drawn => drawn.Average(i => right[rows[i]]), seed, cancellationToken: cancellationToken);
    }

    private static PromptTask Judge(IPromptAnalyzer analyzer, string prompt, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        return analyzer.Analyze([new ChatMessage(ChatRole.User, prompt)], options: null).Task;
    }
}
