using ModelRouter.Evaluation;
using Spectre.Console;

namespace ModelRouter.Cli;

/// <summary>A choice between two models as tables for people.</summary>
internal static class PairReportTable
{
    internal static void Write(Terminal terminal, Trial trial, PairReport report)
    {
        var title = $"{report.Weak} or {report.Strong}: {report.Rows:#,0} prompts, {EvalText.Percent(report.WeakQuality)} and {EvalText.Percent(report.StrongQuality)} right; {EvalText.Labels(trial.Labels)}";
        var table = Tables.Create(TerminalText.Clean(title), "chosen by", "APGR", "beyond length", "20% of the gap at", "50% at", "80% at", "ECE");
        foreach (var way in report.Ways)
        {
            table.AddRow(
                EvalText.Way(way.Name), EvalText.Score(way.Apgr), way.Name == "length" ? "-" : EvalText.Difference(way.BeyondLength),
                EvalText.Percent(way.Cpt20), EvalText.Percent(way.Cpt50), EvalText.Percent(way.Cpt80), EvalText.Score(way.Calibration));
        }

        Tables.Write(terminal, table);
        if (report.Slices.Count > 0)
        {
            WriteSlices(terminal, report);
        }

        terminal.WriteNote($"APGR: share of the strong model's lead that is made up, over all shares of strong calls; 0.5 by lot; {EvalText.Intervals(trial.HeldOut, report.HeldOutGroups, report.Slices.Count > 0)}.");
        if (trial.HeldOut is { } by)
        {
            terminal.WriteNote(EvalText.OneDivision(by));
        }

        if (report.Unknown > 0)
        {
            terminal.WriteNote($"{report.Unknown:#,0} rows are not counted, for an outcome that isn't known.");
        }
    }

    private static void WriteSlices(Terminal terminal, PairReport report)
    {
        // Chance and afterthought say the same everywhere.
        int[] shown = [.. Enumerable.Range(0, report.Ways.Count).Where(i => report.Ways[i].Name is not ("random" or "oracle"))];
        var by = GroupOption.Word(report.SliceBy!.Value);
        var table = Tables.Create($"APGR by {by}", [by, "prompts", "weak", "strong", .. shown.Select(i => EvalText.Way(report.Ways[i].Name)), "ECE"]);
        foreach (var slice in report.Slices)
        {
            table.AddRow(
                [
                    Markup.Escape(TerminalText.Clean(slice.Name)), $"{slice.Rows:#,0}", EvalText.Percent(slice.Weak), EvalText.Percent(slice.Strong),
                    .. shown.Select(i => EvalText.Score(slice.Apgr?[i])), EvalText.Score(slice.Calibration),
                ]);
        }

        Tables.Write(terminal, table);
        if (report.Slices.Any(static slice => slice.Apgr is null))
        {
            terminal.WriteNote($"slices of fewer than {PairReport.MinSliceRows} prompts, or in which the strong model isn't better, have no figures.");
        }
    }
}
