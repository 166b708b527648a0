using System.Globalization;
using ScottPlot;

namespace NanoR1;

/// <summary>Draws how a model learned: the loss above, the accuracy of each family below, by training step.</summary>
internal static class LearningCurve
{
    private const int Width = 1100;
    private const int PanelHeight = 480;

    /// <summary>Without a choice, ScottPlot takes the first font that a system lists, which may have serifs.</summary>
    private static readonly string[] Fonts = ["DejaVu Sans", "Liberation Sans", "Noto Sans", "Segoe UI", "Helvetica", "Arial"];

    private static readonly double[] Ticks = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10];

    /// <summary>Writes a PNG file, 1100 pixels wide.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="title">Above the picture.</param>
    /// <param name="loss">At least one point.</param>
    /// <param name="accuracy">May be empty, which leaves the lower panel out.</param>
    public static void Save(string path, string title, IReadOnlyList<LossPoint> loss, IReadOnlyList<AccuracyPoint> accuracy)
    {
        var picture = new Multiplot();
        picture.AddPlots(accuracy.Count > 0 ? 2 : 1);
        DrawLoss(picture.GetPlot(0), title, loss);
        if (accuracy.Count > 0)
        {
            DrawAccuracy(picture.GetPlot(1), accuracy, loss[^1].Step);
        }

        picture.SavePng(path, Width, PanelHeight * (accuracy.Count > 0 ? 2 : 1));
    }

    private static void DrawLoss(Plot plot, string title, IReadOnlyList<LossPoint> loss)
    {
        // A loss that fell to zero has no logarithm; such a point says no more than a very small one.
        double[] steps = [.. loss.Select(point => point.Step)];
        double[] logs = [.. loss.Select(point => Math.Log10(Math.Max(point.Loss, 1e-6)))];
        var raw = plot.Add.ScatterLine(steps, logs, Colors.SteelBlue.WithAlpha(0.35));
        raw.LegendText = "as logged";
        var smooth = plot.Add.ScatterLine(steps, Smooth(logs), Colors.SteelBlue);
        smooth.LineWidth = 2.5f;
        smooth.LegendText = "smoothed";
        plot.Axes.Left.SetTicks([.. Ticks.Select(Math.Log10)], [.. Ticks.Select(tick => tick.ToString(CultureInfo.InvariantCulture))]);
        Finish(plot, "loss (nats a token, logarithmic)", loss[^1].Step);
        plot.Title(title);
        plot.ShowLegend(Edge.Right);
    }

    private static void DrawAccuracy(Plot plot, IReadOnlyList<AccuracyPoint> accuracy, double last)
    {
        var palette = new ScottPlot.Palettes.Category20();
        foreach (var (i, family) in accuracy.GroupBy(point => point.Family, StringComparer.Ordinal).Index())
        {
            var isAll = family.Key == "all";
            var line = plot.Add.Scatter(
                [.. family.Select(point => point.Step)],
                (double[])[.. family.Select(point => 100 * point.Accuracy)],
                isAll ? Colors.Black : palette.GetColor(i));
            line.LineWidth = isAll ? 3 : 1.5f;
            line.MarkerSize = isAll ? 6 : 4;
            line.LegendText = family.Key;
        }

        Finish(plot, "right answers (%)", Math.Max(last, accuracy.Max(point => point.Step)));
        plot.Axes.SetLimitsY(-2, 102);
        plot.ShowLegend(Edge.Right);
    }

    private static void Finish(Plot plot, string label, double last)
    {
        // The panels' steps stand below each other.
        plot.Axes.Left.MinimumSize = plot.Axes.Left.MaximumSize = 70;
        plot.XLabel("step");
        plot.YLabel(label);
        plot.Axes.SetLimitsX(0, Math.Max(1, last));
        if (Fonts.FirstOrDefault(SkiaSharp.SKFontManager.Default.FontFamilies.Contains) is { } font)
        {
            plot.Font.Set(font);
        }
    }

    /// <summary>Means of the points around each, over a fiftieth of the curve.</summary>
    private static double[] Smooth(double[] values)
    {
        var reach = values.Length / 100;
        var smooth = new double[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var first = Math.Max(0, i - reach);
            smooth[i] = values.AsSpan(first, Math.Min(values.Length, i + reach + 1) - first).ToArray().Average();
        }

        return smooth;
    }
}
