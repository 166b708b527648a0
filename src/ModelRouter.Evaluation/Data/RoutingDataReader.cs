using System.Text.Json;

namespace ModelRouter.Evaluation;

/// <summary>Reads a data set: rows as JSON lines, <c>.gz</c> or not, and the models that their columns belong to.</summary>
/// <remarks>A row is <c>{"id", "benchmark", "subset"?, "lang"?, "prompt", "q": [0..1 | null], "cost"?: [], "out_chars"?: []}</c>, a model is
/// <c>{"name", "input_per_million_usd"?, "output_per_million_usd"?, "assumed_mean_output_tokens"?}</c>; other members are left alone.</remarks>
public static class RoutingDataReader
{
    /// <summary>Reads both files.</summary>
    /// <param name="rows">The rows' file.</param>
    /// <param name="models">The models' file: a JSON array.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="RoutingDataException">There is no usable row or no model, a name occurs twice, or rows have another number of
    /// outcomes than there are models.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static async Task<RoutingDataset> ReadAsync(string rows, string models, CancellationToken cancellationToken = default)
    {
        var columns = await ReadModelsAsync(models, cancellationToken).ConfigureAwait(false);
        List<RoutingRow> good = [];
        List<BrokenRow> broken = [];
        HashSet<string> ids = new(StringComparer.Ordinal);
        await foreach (var (number, line) in DataLines.ReadAsync(rows, cancellationToken).ConfigureAwait(false))
        {
            try
            {
                var row = RowReader.Read(DataLines.Checked(line), columns.Count);
                if (!ids.Add(row.Id))
                {
                    throw new FormatException($"The id '{row.Id}' has been there before.");
                }

                good.Add(row);
            }
            catch (Exception bad) when (bad is JsonException or FormatException)
            {
                broken.Add(new(number, LineProblem.Of(bad)));
            }
        }

        return good.Count > 0
            ? new(columns, good, broken)
            : throw new RoutingDataException(broken is [var first, ..]
                ? $"'{rows}' has no usable row; the first problem is in line {first.Line}: {first.Problem}"
                : $"'{rows}' is empty.");
    }

    /// <summary>Where a data set's models are usually named: <c>x.models.json</c> beside <c>x.jsonl</c> or <c>x.jsonl.gz</c>.</summary>
    public static string ModelsFileOf(string rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var name = Path.GetFileNameWithoutExtension(rows);
        name = rows.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? Path.GetFileNameWithoutExtension(name) : name;
        return Path.Combine(Path.GetDirectoryName(rows) ?? "", name + ".models.json");
    }

    private static async Task<IReadOnlyList<EvaluatedModel>> ReadModelsAsync(string path, CancellationToken ct)
    {
        var file = DataLines.Open(path);
        await using var disposal = file.ConfigureAwait(false);
        try
        {
            using var json = await JsonDocument.ParseAsync(file, cancellationToken: ct).ConfigureAwait(false);
            if (json.RootElement.ValueKind != JsonValueKind.Array)
            {
                throw new FormatException("It must be a JSON list.");
            }

            EvaluatedModel[] models = [.. json.RootElement.EnumerateArray().Select(RowReader.ReadModel)];
            return models.Length == 0 ? throw new RoutingDataException($"'{path}' names no model.")
                : models.DistinctBy(static m => m.Name, StringComparer.OrdinalIgnoreCase).Count() < models.Length
                    ? throw new RoutingDataException($"'{path}' names a model twice.")
                    : models;
        }
        catch (Exception bad) when (bad is JsonException or FormatException or InvalidDataException)
        {
            throw new RoutingDataException($"'{path}' is not a list of models: {LineProblem.OfFile(bad)}", bad);
        }
    }
}
