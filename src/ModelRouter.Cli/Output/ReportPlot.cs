using ScottPlot;
using ScottPlot.TickGenerators;

namespace ModelRouter.Cli;

/// <summary>Draws a report's costs as bars, and beside them what the reference would have cost.</summary>
internal static class ReportPlot
{
    internal const int Width = 1100;
    internal const int Height = 640;

    /// <summary>More bars than that can't be read; the rest is one.</summary>
    private const int MaxBars = 30;
    private const int MaxName = 24;

    private static readonly Color Spent = Colors.SteelBlue;
    private static readonly Color Reference = Colors.DarkOrange;

    /// <summary>Writes a PNG file of 1100 × 640 pixels.</summary>
    internal static void Save(string path, SpendReport report, string? reference)
    {
        using var plot = new Plot();
        var bars = Bars(report).ToList();
        Draw(plot, bars.ConvertAll(static bar => (double)bar.Cost), reference is null ? 0 : -0.2, reference is null ? 0.7 : 0.38, Spent, "spent");
        if (reference is not null)
        {
            Draw(plot, bars.ConvertAll(static bar => (double)(bar.Reference ?? 0)), 0.2, 0.38, Reference, $"the same tokens at {reference}'s prices");
            plot.ShowLegend(Alignment.UpperRight);
        }
        else
        {
            plot.HideLegend();
        }

        plot.Axes.Bottom.SetTicks([.. Enumerable.Range(0, bars.Count).Select(static i => (double)i)], [.. bars.Select(static bar => bar.Name)]);
        plot.Axes.Bottom.TickLabelStyle.Rotation = bars.Count > 6 ? 45 : 0;
        plot.Axes.Bottom.TickLabelStyle.Alignment = bars.Count > 6 ? Alignment.MiddleLeft : Alignment.UpperCenter;
        plot.Axes.Bottom.MinimumSize = bars.Count > 6 ? 140 : 40;
        plot.Axes.Left.TickGenerator = new NumericAutomatic { LabelFormatter = static dollars => ReportText.Dollars((decimal)dollars) };
        plot.Axes.Margins(bottom: 0);
        plot.YLabel("US$");
        plot.Title($"Spending by {Names.Words(report.By)}: {ReportText.Dollars(report.Total.Cost)}", size: 18);
        PlotFont.Set(plot);
        plot.SavePng(path, Width, Height);
    }

    private static IEnumerable<(string Name, decimal Cost, decimal? Reference)> Bars(SpendReport report)
    {
        var shown = report.Rows.Count <= MaxBars ? report.Rows : [.. report.Rows.Take(MaxBars - 1)];
        foreach (var row in shown)
        {
            yield return (Short(ReportText.Name(report, row)), row.Cost, row.ReferenceCost);
        }

        if (shown.Count < report.Rows.Count)
        {
            var rest = report.Rows.Skip(shown.Count).ToList();
            yield return ($"{rest.Count} more", rest.Sum(static row => row.Cost), rest.Sum(static row => row.ReferenceCost));
        }
    }

    private static void Draw(Plot plot, List<double> heights, double offset, double width, Color color, string name)
    {
        var drawn = plot.Add.Bars([.. heights.Select((_, i) => i + offset)], [.. heights]);
        drawn.Color = color;
        drawn.LegendText = name;
        foreach (var bar in drawn.Bars)
        {
            bar.Size = width;
        }
    }

    private static string Short(string name) => name.Length <= MaxName ? name : $"{name[..(MaxName - 1)]}…";
}
