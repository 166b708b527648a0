using ModelRouter.Evaluation;
using Spectre.Console;

namespace ModelRouter.Cli;

/// <summary>How well tasks are told, as tables for people.</summary>
internal static class TaskReportTable
{
    internal static void Write(Terminal terminal, TaskDataset data, TaskReport report)
    {
        var table = Tables.Create($"Tasks told rightly: {data.Rows.Count:#,0} prompts", "language", "prompts", "right");
        table.AddRow("all", $"{data.Rows.Count:#,0}", EvalText.Percent(report.Accuracy));
        foreach (var slice in report.Languages)
        {
            table.AddRow(Markup.Escape(TerminalText.Clean(slice.Language)), $"{slice.Rows:#,0}", EvalText.Percent(slice.Accuracy));
        }

        Tables.Write(terminal, table);
        WriteConfusion(terminal, report);
        terminal.WriteNote($"each task counting the same: {EvalText.Percent(report.MeanByTask)}. In parentheses: 95% intervals.");
        if (data.Untold > 0)
        {
            terminal.WriteNote($"left out: {EvalNotes.Count(data.Untold)} without a task.");
        }

        if (data.Unknown.Count > 0)
        {
            var names = data.Unknown.OrderByDescending(static name => name.Value).Take(EvalNotes.Told).Select(static name => $"'{TerminalText.Clean(name.Key)}' ({name.Value:#,0})");
            terminal.WriteNote($"left out: {EvalNotes.Count(data.Unknown.Values.Sum())} whose task is none that is known: {string.Join(", ", names)}{(data.Unknown.Count > EvalNotes.Told ? ", …" : "")}.");
        }
    }

    private static void WriteConfusion(Terminal terminal, TaskReport report)
    {
        PromptTask[] tasks = [.. report.Confusion.Keys.SelectMany(static pair => (PromptTask[])[pair.Task, pair.Predicted]).Distinct().Order()];
        var table = Tables.Create("Prompts of a task (rows), by what they were taken for (columns)", ["", .. tasks.Select(Names.Words), "right"]);
        foreach (var column in table.Columns.Skip(1))
        {
            column.RightAligned();
        }

        foreach (var task in tasks)
        {
            int[] counts = [.. tasks.Select(predicted => report.Confusion.GetValueOrDefault((task, predicted)))];
            if (counts.Sum() > 0)
            {
                table.AddRow([Names.Words(task), .. counts.Select(static count => count == 0 ? "·" : $"{count:#,0}"), EvalText.Percent((double)report.Confusion.GetValueOrDefault((task, task)) / counts.Sum())]);
            }
        }

        Tables.Write(terminal, table);
    }
}
