using System.Text.Json;

namespace ModelRouter.Evaluation;

/// <summary>Reads prompts to learn tasks from, as JSON lines.</summary>
/// <remarks>A row is <c>{"prompt", "task", "domain", "lang", "difficulty": "easy" | "medium" | "hard"}</c>; tasks and domains are named as
/// <see cref="PromptTask"/> and <see cref="PromptDomain"/> in snake_case.</remarks>
internal static class TaskPromptReader
{
    /// <summary>Reads every <c>.jsonl</c> file of a folder, in the order of their names.</summary>
    /// <exception cref="RoutingDataException">There is no row, or one can't be read.</exception>
    /// <exception cref="IOException">The folder or a file can't be read.</exception>
    public static async Task<IReadOnlyList<TaskPrompt>> ReadFolderAsync(string folder, CancellationToken ct = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        List<TaskPrompt> prompts = [];
        foreach (var file in Directory.GetFiles(folder, "*.jsonl").Order(StringComparer.Ordinal))
        {
            await foreach (var (number, line) in DataLines.ReadAsync(file, ct).ConfigureAwait(false))
            {
                try
                {
                    prompts.Add(Read(Path.GetFileNameWithoutExtension(file), DataLines.Checked(line)));
                }
                catch (Exception bad) when (bad is JsonException or FormatException)
                {
                    throw new RoutingDataException($"'{file}', line {number}: {LineProblem.Of(bad)}", bad);
                }
            }
        }

        return prompts.Count > 0 ? prompts : throw new RoutingDataException($"'{folder}' has no .jsonl file with prompts.");
    }

    private static TaskPrompt Read(string source, string line)
    {
        using var json = JsonDocument.Parse(line);
        var row = json.RootElement;
        if (row.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException("A row must be a JSON object.");
        }

        return new(
            source,
            RowReader.Text(row, "prompt"),
            Named<PromptTask>(RowReader.Text(row, "task")),
            Named<PromptDomain>(RowReader.Text(row, "domain")),
            RowReader.Text(row, "lang"),
            RowReader.Text(row, "difficulty") switch
            {
                // On the scale of the heuristic, which the policies' thresholds know.
                "easy" => 0.2,
                "medium" => 0.4,
                "hard" => 0.7,
                var other => throw new FormatException($"'{other}' is no difficulty; there are easy, medium and hard."),
            });
    }

    private static T Named<T>(string name)
        where T : struct, Enum =>
        Enum.TryParse<T>(name.Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out var value) && Enum.IsDefined(value)
            ? value
            : throw new FormatException($"'{name}' is none of {string.Join(", ", Enum.GetNames<T>())}.");
}
