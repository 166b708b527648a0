using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ModelRouter.Evaluation;

namespace ModelRouter.Cli;

/// <summary><c>--scores</c>: what was predicted, a JSON object a row, so that others can work every figure out anew.</summary>
internal static class ScoresFile
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Chances by model, and between two models the strong one's minus the weak one's.</summary>
    internal static Task WriteAsync(string path, Trial trial, (string Weak, string Strong)? pair, CancellationToken ct)
    {
        var (weak, strong) = pair is { } names ? (trial.Data.ColumnOf(names.Weak), trial.Data.ColumnOf(names.Strong)) : (-1, -1);
        return WriteAsync(path, trial.Data.Rows.Count, Write, ct);

        void Write(Utf8JsonWriter json, int row)
        {
            var chances = trial.Predicted[row];
            json.WriteString("id", trial.Data.Rows[row].Id);
            json.WriteStartObject("p");
            for (var model = 0; model < chances.Length; model++)
            {
                json.WriteNumber(trial.Data.Models[model].Name, chances[model]);
            }

            json.WriteEndObject();
            if (strong >= 0)
            {
                json.WriteNumber("routing_score", chances[strong] - chances[weak]);
            }
        }
    }

    /// <summary>What each prompt asks for, and what it was taken for.</summary>
    internal static Task WriteAsync(string path, TaskDataset data, TaskReport report, CancellationToken ct) =>
        WriteAsync(path, data.Rows.Count, (json, row) =>
        {
            json.WriteString("id", data.Rows[row].Id);
            json.WriteString("task", Names.Snake(data.Rows[row].Task));
            json.WriteString("predicted", Names.Snake(report.Predicted[row]));
        }, ct);

    private static Task WriteAsync(string path, int rows, Action<Utf8JsonWriter, int> write, CancellationToken ct) => WholeFile.WriteTextAsync(path, async file =>
    {
        using var line = new MemoryStream();
        var json = new Utf8JsonWriter(line, Options);
        await using var disposal = json.ConfigureAwait(false);
        for (var row = 0; row < rows; row++)
        {
            line.SetLength(0);
            json.Reset(line);
            json.WriteStartObject();
            write(json, row);
            json.WriteEndObject();
            await json.FlushAsync(ct).ConfigureAwait(false);
            await file.WriteAsync(Encoding.UTF8.GetString(line.GetBuffer(), 0, (int)line.Length) + "\n").ConfigureAwait(false);
        }
    });
}
