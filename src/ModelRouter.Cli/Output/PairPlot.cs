using ModelRouter.Evaluation;
using ScottPlot;

namespace ModelRouter.Cli;

/// <summary>Draws quality against the share of prompts that the strong model gets.</summary>
internal static class PairPlot
{
    internal static void Save(string path, PairReport report)
    {
        using var plot = new CurvePlot();
        // What one lot gives wavers around what all give.
        plot.Way("random", [0, 100], [report.WeakQuality * 100, report.StrongQuality * 100]);
        foreach (var way in report.Ways.Where(static way => way.Name != "random").Reverse())
        {
            plot.Way(way.Name, [.. way.Curve.Points.Select(static p => p.StrongShare * 100)], [.. way.Curve.Points.Select(static p => p.Quality * 100)]);
        }

        plot.Mark(0, report.WeakQuality * 100, $"{report.Weak} alone: {EvalText.Percent(report.WeakQuality)}", isBold: true, down: 16);
        plot.Mark(100, report.StrongQuality * 100, $"{report.Strong} alone: {EvalText.Percent(report.StrongQuality)}", isLeft: true, isBold: true, down: 16);
        var (bottom, top) = (report.Ways.Min(static way => way.Curve.Points.Min(static p => p.Quality)), report.Ways.Max(static way => way.Curve.Points.Max(static p => p.Quality)));
        var margin = (top - bottom) * 0.08;
        plot.Limits(-2, 102, (bottom - margin) * 100, (top + margin) * 100);
        plot.Ticks(static y => $"{y:0.#}%", static x => $"{x:0}%");
        var router = report.Ways[0];
        plot.Save(
            path,
            $"Half of {report.Strong}'s lead over {report.Weak} with {router.Cpt50.Estimate * 100:0}% of its calls; by lot it takes 50%\n"
                + $"({report.Rows:#,0} prompts, APGR {EvalText.Score(router.Apgr)})",
            $"prompts that {report.Strong} answers, % (the others: {report.Weak})",
            "right answers, %",
            Alignment.LowerRight);
    }
}
