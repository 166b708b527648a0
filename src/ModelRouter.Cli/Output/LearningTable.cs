using ModelRouter.Evaluation;
using Spectre.Console;

namespace ModelRouter.Cli;

/// <summary>A learning curve as a table for people.</summary>
internal static class LearningTable
{
    internal static void Write(Terminal terminal, LearningCurve curve, (string Weak, string Strong)? pair)
    {
        var what = pair is { } two ? $"{two.Weak} or {two.Strong}" : "All models by value";
        string[] figures = pair is null ? ["AIQ", "cost to be as good as the best model", "right as worth grows", "ECE"] : ["APGR", "ECE"];
        var table = Tables.Create(
            TerminalText.Clean($"{what}: {curve.Rows:#,0} prompts, by labels{(curve.IsPerTask ? " of each task" : "")}"),
            [curve.IsPerTask ? "of each task" : "labels", .. curve.IsPerTask ? (string[])["in all"] : [], .. figures.Select(static f => $"router: {f}"), .. figures.Take(2).Select(static f => $"nearest: {f}")]);
        foreach (var point in curve.Points)
        {
            var router = point.Figures.Where(static figure => figure.Way == "router").Select(Text);
            var nearest = point.Figures.Where(static figure => figure.Way == "nearest").Take(2).Select(Text).ToArray();
            table.AddRow([$"{point.Asked:#,0}", .. curve.IsPerTask ? (string[])[$"{point.Labels:#,0}"] : [], .. router, .. nearest.Length > 0 ? nearest : ["-", "-"]]);
        }

        Tables.Write(terminal, table);
        terminal.WriteNote($"{EvalText.Intervals(curve.HeldOut, curve.HeldOutGroups, hasSlices: false)}.");
        var unit = pair is null ? "Cost share" : "APGR";
        terminal.WriteNote($"{unit} without labels: {string.Join(", ", curve.References.Select(way => $"{EvalText.Way(way.Key)} {way.Value:0.000}"))}.");
    }

    private static string Text(LearningFigure figure) => figure.Name is "cost_share" or "unbounded" ? EvalText.Percent(figure.Value) : EvalText.Score(figure.Value);
}
