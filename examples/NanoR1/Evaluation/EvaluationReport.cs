using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Spectre.Console;

namespace NanoR1;

/// <summary>Writes what an evaluation has found.</summary>
internal static class EvaluationReport
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        // Korean is to be read by people, and no browser reads this.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void WriteTable(IAnsiConsole console, IReadOnlyList<EvaluationRow> rows)
    {
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var title in EvaluationRow.Titles)
        {
            table.AddColumn(new TableColumn(Markup.Escape(title)) { NoWrap = true });
        }

        foreach (var row in rows)
        {
            table.AddRow([.. row.Cells().Select(Markup.Escape)]);
        }

        console.Write(table);
    }

    /// <summary>A table for a README.</summary>
    public static string ToMarkdown(IReadOnlyList<EvaluationRow> rows)
    {
        var text = new StringBuilder();
        Append(text, EvaluationRow.Titles);
        Append(text, [.. EvaluationRow.Titles.Select((_, i) => i < 3 ? "---" : "---:")]);
        foreach (var row in rows)
        {
            Append(text, row.Cells());
        }

        return text.ToString();
    }

    public static string ToJson(IReadOnlyList<EvaluationRow> rows) => JsonSerializer.Serialize(rows, Indented);

    /// <summary>Every exercise that was answered wrongly or out of format, in full.</summary>
    public static string Failures(IReadOnlyList<EvaluationGroup> groups)
    {
        var failures = from evaluated in groups
                       from exercise in evaluated.Exercises
                       where !exercise.IsRight || !exercise.HasFormat
                       select $"""
                           ## {evaluated.Family} {evaluated.Language} {SplitNames.Of(evaluated.Split)}{(exercise.HasFormat ? "" : " (format)")}
                           question: {exercise.Exercise.Prompt}
                           expected: {exercise.Exercise.Answer}
                           answered: {exercise.Answer}
                           expected thought:
                           {exercise.Exercise.Thought}
                           thought:
                           {exercise.Thought}

                           """;
        return string.Join('\n', failures);
    }

    private static void Append(StringBuilder text, IReadOnlyList<string> cells) =>
        text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
}
