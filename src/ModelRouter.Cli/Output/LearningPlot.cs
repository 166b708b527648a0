using ModelRouter.Evaluation;
using ScottPlot;

namespace ModelRouter.Cli;

/// <summary>Draws what labels gain: APGR between two models, the cost share among all.</summary>
internal static class LearningPlot
{
    internal static void Save(string path, LearningCurve curve, (string Weak, string Strong)? pair)
    {
        using var plot = new CurvePlot();
        var name = pair is null ? "cost_share" : "apgr";
        var scale = pair is null ? 100.0 : 1;
        foreach (var (way, level) in curve.References)
        {
            plot.Level(way, level * scale);
        }

        foreach (var way in (string[])["nearest", "router"])
        {
            var points = curve.Points.Select(point => (X: (double)point.Asked, Figure: point.Figures.FirstOrDefault(figure => figure.Way == way && figure.Name == name)?.Value))
                .Where(static point => point.Figure is { } figure && double.IsFinite(figure.Estimate)).ToList();
            if (points.Count > 0)
            {
                double[] xs = [.. points.Select(static p => p.X)];
                if (points.TrueForAll(static p => double.IsFinite(p.Figure!.Value.Low)))
                {
                    plot.Band(way, xs, [.. points.Select(p => p.Figure!.Value.Low * scale)], [.. points.Select(p => p.Figure!.Value.High * scale)]);
                }

                plot.Way(way, xs, [.. points.Select(p => p.Figure!.Value.Estimate * scale)], hasMarkers: true);
            }
        }

        plot.BottomTicks([.. curve.Points.Select(static point => (double)point.Asked)], [.. curve.Points.Select(static point => $"{point.Asked:#,0}")]);
        var bottom = curve.IsPerTask ? "labels of each task" : "feedback labels";
        if (pair is { } two)
        {
            plot.Ticks(static y => $"{y:0.00}");
            plot.Save(
                path, $"What feedback gains: {two.Weak} or {two.Strong}, {curve.Rows:#,0} prompts",
                bottom, $"share of {two.Strong}'s lead made up (APGR; 0.5 by lot)", Alignment.MiddleRight);
            return;
        }

        plot.Ticks(static y => $"{y:0}%");
        plot.Save(path, $"What feedback saves: all models by value, {curve.Rows:#,0} prompts", bottom, "cost to be as good as the best model alone, % of its cost", Alignment.MiddleRight);
    }
}
