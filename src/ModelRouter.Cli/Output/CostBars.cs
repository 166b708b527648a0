using ScottPlot;
using ScottPlot.TickGenerators;

namespace ModelRouter.Cli;

/// <summary>Draws costs as bars, and beside each another that it is compared with.</summary>
internal static class CostBars
{
    internal const int Width = 1100;
    internal const int Height = 640;

    /// <summary>More bars than that can't be read; the rest is one.</summary>
    private const int MaxBars = 30;
    private const int MaxName = 24;

    private static readonly Color First = Colors.SteelBlue;
    private static readonly Color Second = Colors.DarkOrange;

    /// <summary>Writes a PNG file of 1100 × 640 pixels.</summary>
    /// <param name="path">The file.</param>
    /// <param name="title">What is drawn.</param>
    /// <param name="rows">The groups with one or two amounts in US dollars.</param>
    /// <param name="first">What the first amounts are.</param>
    /// <param name="second">What the second are; <see langword="null"/> if there are none.</param>
    internal static void Save(string path, string title, IReadOnlyList<(string Name, decimal First, decimal? Second)> rows, string first, string? second)
    {
        using var plot = new Plot();
        var bars = Shown(rows).ToList();
        Draw(plot, bars.ConvertAll(static bar => (double)bar.First), second is null ? 0 : -0.2, second is null ? 0.7 : 0.38, First, first);
        if (second is not null)
        {
            Draw(plot, bars.ConvertAll(static bar => (double)(bar.Second ?? 0)), 0.2, 0.38, Second, second);
            plot.ShowLegend(Alignment.UpperRight);
        }
        else
        {
            plot.HideLegend();
        }

        plot.Axes.Bottom.SetTicks([.. Enumerable.Range(0, bars.Count).Select(static i => (double)i)], [.. bars.Select(static bar => Short(bar.Name))]);
        plot.Axes.Bottom.TickLabelStyle.Rotation = bars.Count > 6 ? 45 : 0;
        plot.Axes.Bottom.TickLabelStyle.Alignment = bars.Count > 6 ? Alignment.MiddleLeft : Alignment.UpperCenter;
        plot.Axes.Bottom.MinimumSize = bars.Count > 6 ? 140 : 40;
        plot.Axes.Left.TickGenerator = new NumericAutomatic { LabelFormatter = static dollars => ReportText.Dollars((decimal)dollars) };
        plot.Axes.Margins(bottom: 0);
        plot.YLabel("US$");
        plot.Title(title, size: 18);
        PlotFont.Set(plot);
        PlotFile.Save(plot, path, Width, Height);
    }

    private static IEnumerable<(string Name, decimal First, decimal? Second)> Shown(IReadOnlyList<(string Name, decimal First, decimal? Second)> rows)
    {
        if (rows.Count <= MaxBars)
        {
            return rows;
        }

        var rest = rows.Skip(MaxBars - 1).ToList();
        return rows.Take(MaxBars - 1).Append(($"{rest.Count} more", rest.Sum(static row => row.First), rest.Sum(static row => row.Second)));
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
