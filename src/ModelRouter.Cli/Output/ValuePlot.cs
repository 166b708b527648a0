using ModelRouter.Evaluation;
using ScottPlot;

namespace ModelRouter.Cli;

/// <summary>Draws quality against cost: the router, the baselines, and each model alone.</summary>
internal static class ValuePlot
{
    /// <summary>On a logarithmic axis a mixture of two points is a bow, drawn by so many pieces.</summary>
    private const int Pieces = 24;

    internal static void Save(string path, ValueReport report)
    {
        using var plot = new CurvePlot();
        var costs = report.Singles.Select(static single => single.Cost).Concat(report.Ways.SelectMany(static way => way.Curve.Hull.Select(static p => p.Cost))).Where(static cost => cost > 0).ToList();
        var (least, most) = costs.Count > 0 ? (Place(costs.Min()), Place(costs.Max())) : (0, 1);
        foreach (var way in report.Ways.Reverse())
        {
            CostQualityPoint[] points = [.. Bow(way.Curve.Hull)];

            // A curve goes on flat: more money buys nothing more.
            double[] xs = [.. points.Select(point => Math.Max(Place(point.Cost), least)), most], ys = [.. points.Select(static point => point.Quality * 100), points[^1].Quality * 100];
            plot.Way(way.Name, xs, ys);
        }

        foreach (var single in report.Singles)
        {
            var x = Math.Max(Place(single.Cost), least);
            plot.Mark(x, single.Quality.Estimate * 100, single.Name, isLeft: x > least + ((most - least) * 0.6), isBold: single == report.Singles[0], down: 12);
        }

        var (bottom, top) = (report.Singles.Min(static single => single.Quality.Estimate), report.Ways.Max(static way => way.Curve.Hull[^1].Quality));
        var (width, height) = (most - least, Math.Max(top - bottom, 0.01));
        plot.Limits(least - (width * 0.03), most + (width * 0.05), (bottom - (height * 0.08)) * 100, (top + (height * 0.05)) * 100);
        double[] digits = width < 1.3 ? [1, 1.5, 2, 3, 5, 7] : [1, 2, 5];
        double[] ticks = [.. Enumerable.Range(-12, 20).SelectMany(power => digits.Select(digit => Math.Log10(digit) + power)).Where(x => x >= least - 0.1 && x <= most + 0.1)];
        plot.BottomTicks(ticks, [.. ticks.Select(static x => $"${(decimal)Math.Round(Math.Pow(10, x), 12):0.############}")]);
        plot.Ticks(static y => $"{y:0.#}%");
        plot.Save(path, Title(report), "cost of a thousand prompts, US$ (each step to the right multiplies it)", "right answers, %", Alignment.LowerRight);
    }

    private static string Title(ValueReport report)
    {
        var (best, share) = (report.Singles[0], report.Ways[0].CostShare);
        var first = double.IsFinite(share.Estimate)
            ? $"As good as {best.Name} alone at {share.Estimate * 100:0}% of its cost"
            : $"{best.Name} alone is better than the router at any cost";
        return $"{first}\n({report.Rows:#,0} prompts; {best.Name}: {EvalText.Percent(best.Quality.Estimate)} right at {EvalText.PerThousand(best.Cost)} per 1,000)";
    }

    private static double Place(decimal cost) => cost > 0 ? Math.Log10((double)cost * 1_000) : double.NegativeInfinity;

    private static IEnumerable<CostQualityPoint> Bow(IReadOnlyList<CostQualityPoint> hull)
    {
        yield return hull[0];
        for (var i = 1; i < hull.Count; i++)
        {
            var (from, to) = (hull[i - 1], hull[i]);
            for (var piece = 1; piece <= Pieces; piece++)
            {
                var share = (decimal)piece / Pieces;
                yield return new(from.Cost + (share * (to.Cost - from.Cost)), from.Quality + ((double)share * (to.Quality - from.Quality)));
            }
        }
    }
}
