using ScottPlot;
using ScottPlot.TickGenerators;

namespace ModelRouter.Cli;

/// <summary>Draws decoding speeds as bars, a group for each number of answers at a time.</summary>
internal static class DecodePlot
{
    private const int Width = 1100;
    private const int Height = 640;

    /// <summary>Writes a PNG file of 1100 × 640 pixels.</summary>
    internal static void Save(string path, string model, IReadOnlyList<DecodeTime> times)
    {
        using var plot = new Plot();
        var names = times.Select(static time => time.Contender).Distinct(StringComparer.Ordinal).ToList();
        var groups = times.Select(static time => time.Sequences).Distinct().ToList();
        var colors = new ScottPlot.Palettes.Category10();
        foreach (var name in names)
        {
            var place = names.IndexOf(name);
            var drawn = plot.Add.Bars(times.Where(time => time.Contender == name).Select(time => new Bar
            {
                Position = (groups.IndexOf(time.Sequences) * (names.Count + 1)) + place,
                Value = time.TokensPerSecond,
                FillColor = colors.GetColor(place),
                Label = $"{time.TokensPerSecond:#,0}",
            }).ToList());
            drawn.LegendText = name;
            drawn.ValueLabelStyle.FontSize = 11;
            drawn.ValueLabelStyle.FontName = PlotFont.Name ?? drawn.ValueLabelStyle.FontName;
        }

        var ticks = new NumericManual();
        for (var i = 0; i < groups.Count; i++)
        {
            ticks.AddMajor((i * (names.Count + 1)) + ((names.Count - 1) / 2.0), groups[i] == 1 ? "one answer" : $"{groups[i]} answers at a time");
        }

        plot.Axes.Bottom.TickGenerator = ticks;
        plot.Axes.SetLimitsY(0, times.Max(static time => time.TokensPerSecond) * 1.2);
        plot.YLabel("tokens a second");
        plot.Title($"Decoding with and without sampling ({model})");
        plot.ShowLegend(Alignment.UpperLeft, Orientation.Horizontal);
        PlotFont.Set(plot);
        PlotFile.Save(plot, path, Width, Height);
    }
}
