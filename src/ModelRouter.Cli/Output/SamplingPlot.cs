using ScottPlot;
using ScottPlot.TickGenerators;

namespace ModelRouter.Cli;

/// <summary>Draws sampling times as bars on a logarithmic axis, a group for each kind of row.</summary>
internal static class SamplingPlot
{
    private const int Width = 1100;
    private const int Height = 640;

    /// <summary>Writes a PNG file of 1100 × 640 pixels.</summary>
    internal static void Save(string path, string device, IReadOnlyList<SamplingTime> times)
    {
        using var plot = new Plot();
        var names = times.Select(NameOf).Distinct(StringComparer.Ordinal).ToList();
        var shapes = times.Select(static time => time.Logits).Distinct(StringComparer.Ordinal).ToList();
        var colors = new ScottPlot.Palettes.Category10();
        var lowest = Math.Floor(Math.Log10(times.Min(static time => time.MicrosecondsPerToken)));
        foreach (var name in names)
        {
            var place = names.IndexOf(name);
            var bars = times.Where(time => NameOf(time) == name).Select(time => new Bar
            {
                Position = (shapes.IndexOf(time.Logits) * (names.Count + 1)) + place,
                ValueBase = lowest,
                Value = Math.Log10(time.MicrosecondsPerToken),
                FillColor = colors.GetColor(place),
                Label = $"{time.MicrosecondsPerToken:#,0}",
            }).ToList();
            var drawn = plot.Add.Bars(bars);
            drawn.LegendText = name;
            drawn.ValueLabelStyle.FontSize = 11;
            drawn.ValueLabelStyle.FontName = PlotFont.Name ?? drawn.ValueLabelStyle.FontName;
        }

        var ticks = new NumericManual();
        for (var i = 0; i < shapes.Count; i++)
        {
            ticks.AddMajor((i * (names.Count + 1)) + ((names.Count - 1) / 2.0), shapes[i]);
        }

        plot.Axes.Bottom.TickGenerator = ticks;
        plot.Axes.Left.TickGenerator = new NumericAutomatic
        {
            IntegerTicksOnly = true,
            LabelFormatter = static power => $"{Math.Pow(10, power):#,0.##}",
        };
        plot.Axes.SetLimitsY(lowest, Math.Log10(times.Max(static time => time.MicrosecondsPerToken)) + 1);
        plot.YLabel("µs a token, logarithmic");
        plot.Title($"Sampling from {SamplingBenchmark.Vocabulary:#,0} logits ({device})");
        plot.ShowLegend(Alignment.UpperLeft, Orientation.Horizontal);
        PlotFont.Set(plot);
        PlotFile.Save(plot, path, Width, Height);
    }

    private static string NameOf(SamplingTime time) => time.Batch == 1 ? time.Implementation : $"{time.Implementation}, batch {time.Batch}";
}
