namespace ModelRouter.Evaluation.Tests;

/// <summary>Data made in code.</summary>
internal static class Samples
{
    internal static readonly EvaluatedModel[] Models = [new("cheap", 1, 1, 100), new("dear", 10, 10, 100)];

    /// <summary>Rows of tasks <c>t0</c>, <c>t1</c>, …; in even tasks the cheap model is right on every third row, in odd ones on all; the dear one is on
    /// all but every tenth.</summary>
    internal static RoutingDataset Of(int tasks, int rowsOfTask, string prefix = "") => new(
        Models,
        [
            .. Enumerable.Range(0, tasks * rowsOfTask).Select(i => (Task: i / rowsOfTask, Row: i)).Select(r => new RoutingRow(
                $"{prefix}{r.Row}", "b", $"{prefix} task{r.Task} row{r.Row}", [r.Task % 2 == 1 || r.Row % 3 == 0 ? 1 : 0, r.Row % 10 == 0 ? 0 : 1])
            {
                Subset = $"t{r.Task}",
                Language = r.Row % 4 == 0 ? "ko" : "en",
            }),
        ],
        []);

    /// <summary>Predicts what came out.</summary>
    internal static IReadOnlyList<double[]> Outcomes(RoutingDataset rows, RoutingDataset? training, RoutingDataset? labels, CancellationToken ct) =>
        [.. rows.Rows.Select(static row => row.Quality.Select(static outcome => outcome ?? 0).ToArray())];

    /// <summary>Knows of each task what its labels tell, and otherwise nothing.</summary>
    internal static IReadOnlyList<double[]> TaskMeans(RoutingDataset rows, RoutingDataset? training, RoutingDataset? labels, CancellationToken ct) =>
    [
        .. rows.Rows.Select(row =>
        {
            var known = labels?.Rows.Where(label => label.Task == row.Task).ToList() ?? [];
            return known.Count == 0 ? [0.5, 0.5] : Enumerable.Range(0, 2).Select(model => known.Average(label => label.Quality[model]!.Value)).ToArray();
        }),
    ];
}
