using ModelRouter.Evaluation;
using Spectre.Console;

namespace ModelRouter.Cli;

/// <summary>A choice among all models as tables for people; costs are for a thousand prompts.</summary>
internal static class ValueReportTable
{
    internal static void Write(Terminal terminal, Trial trial, ValueReport report)
    {
        var singles = Tables.Create($"Each model alone: {report.Rows:#,0} prompts", "model", "right", "cost per 1,000", "Arena", "ECE of its chance");
        foreach (var single in report.Singles)
        {
            singles.AddRow(
                Markup.Escape(TerminalText.Clean(single.Name)), EvalText.Percent(single.Quality), EvalText.PerThousand(single.Cost), $"{single.Arena:0.000}",
                EvalText.Score(single.Calibration));
        }

        Tables.Write(terminal, singles);
        var ways = Tables.Create(
            $"All models by value; {EvalText.Labels(trial.Labels)}", "chosen by", "AIQ", $"cost to be as good as {Markup.Escape(TerminalText.Clean(report.Singles[0].Name))}",
            "right as worth grows", "beyond the best model", "ECE");
        foreach (var way in report.Ways)
        {
            ways.AddRow(
                EvalText.Way(way.Name), EvalText.Score(way.Aiq), EvalText.Percent(way.CostShare), EvalText.Percent(way.Unbounded),
                EvalText.Difference(way.BeyondBest), EvalText.Score(way.Calibration));
        }

        Tables.Write(terminal, ways);
        WriteAtWorth(terminal, report);
        if (report.Slices.Count > 0)
        {
            WriteSlices(terminal, report);
        }

        WriteNotes(terminal, trial, report);
    }

    private static void WriteAtWorth(Terminal terminal, ValueReport report)
    {
        var table = Tables.Create($"Where a right answer is worth {ReportText.Dollars(report.Worth)}", "chosen by", "right", "cost per 1,000", "Arena", "regret per 1,000");
        foreach (var way in report.Ways)
        {
            if (way.AtWorth is { } asked)
            {
                table.AddRow(
                    EvalText.Way(way.Name), EvalText.Percent(asked.Quality), EvalText.PerThousand(asked.Cost), EvalText.Score(asked.Arena), EvalText.PerThousand(asked.Regret));
            }
        }

        Tables.Write(terminal, table);
    }

    private static void WriteSlices(Terminal terminal, ValueReport report)
    {
        var by = GroupOption.Word(report.SliceBy!.Value);
        var best = TerminalText.Clean(report.Singles[0].Name);
        var table = Tables.Create($"By {by}, at that worth", by, "prompts", $"{best} right", "cost per 1,000", "router right", "cost per 1,000", "regret per 1,000");
        foreach (var slice in report.Slices)
        {
            table.AddRow(
                Markup.Escape(TerminalText.Clean(slice.Name)), $"{slice.Rows:#,0}", EvalText.Percent(slice.Best), EvalText.PerThousand(slice.BestCost),
                EvalText.Percent(slice.Quality), EvalText.PerThousand(slice.Cost), EvalText.PerThousand(slice.Regret));
        }

        Tables.Write(terminal, table);
    }

    private static void WriteNotes(Terminal terminal, Trial trial, ValueReport report)
    {
        terminal.WriteNote($"a curve is the convex hull of its points, since any two can be mixed by lot; {EvalText.Intervals(trial.HeldOut, report.HeldOutGroups, report.Slices.Count > 0)}.");
        if (trial.HeldOut is { } by)
        {
            terminal.WriteNote(EvalText.OneDivision(by));
        }

        if (report.LeftOut.Count > 0)
        {
            terminal.WriteNote($"left out, since their outcomes are known on fewer than 90% of the rows: {TerminalText.Clean(string.Join(", ", report.LeftOut))}.");
        }

        if (report.Unknown > 0)
        {
            terminal.WriteNote($"{report.Unknown:#,0} rows are not counted, for an outcome that isn't known.");
        }

        // A router that may always ask the best model has no reason to do worse where cost doesn't count.
        if (report.Ways[0].BeyondBest is { Estimate: < -1e-9 })
        {
            terminal.WriteNote($"where cost doesn't count, the router does worse than {TerminalText.Clean(report.Singles[0].Name)} alone.");
        }
    }
}
