using System.Text.Json;

namespace ModelRouter.Evaluation;

/// <summary>Reads prompts with their tasks as JSON lines, <c>.gz</c> or not.</summary>
/// <remarks>A row is <c>{"id"?, "prompt", "task", "lang"?}</c>; other members are left alone. Names of tasks are read by <see cref="TaskNames"/>.</remarks>
public static class TaskDataReader
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="RoutingDataException">There is no usable row.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static async Task<TaskDataset> ReadAsync(string path, CancellationToken cancellationToken = default)
    {
        List<TaskRow> rows = [];
        List<BrokenRow> broken = [];
        Dictionary<string, int> unknown = new(StringComparer.Ordinal);
        var untold = 0;
        await foreach (var (number, line) in DataLines.ReadAsync(path, cancellationToken).ConfigureAwait(false))
        {
            try
            {
                var (id, prompt, task, language) = RowReader.ReadTask(DataLines.Checked(line));
                if (task is null)
                {
                    untold++;
                }
                else if (TaskNames.Find(task) is { } known)
                {
                    rows.Add(new(id ?? $"{number}", prompt, known, language));
                }
                else
                {
                    unknown[task] = unknown.GetValueOrDefault(task) + 1;
                }
            }
            catch (Exception bad) when (bad is JsonException or FormatException)
            {
                broken.Add(new(number, LineProblem.Of(bad)));
            }
        }

        return rows.Count > 0 ? new(rows, broken, untold, unknown) : throw new RoutingDataException(Nothing(path, broken, untold, unknown));
    }

    private static string Nothing(string path, List<BrokenRow> broken, int untold, Dictionary<string, int> unknown) =>
        broken is [var first, ..] ? $"'{path}' has no usable row; the first problem is in line {first.Line}: {first.Problem}"
        : unknown.Count > 0 ? $"'{path}' has no task that is known; it has: {string.Join(", ", unknown.Keys.Take(10))}. Known are: {string.Join(", ", Enum.GetNames<PromptTask>())}."
        : untold > 0 ? $"'{path}' has no row with a 'task'."
        : $"'{path}' is empty.";
}
