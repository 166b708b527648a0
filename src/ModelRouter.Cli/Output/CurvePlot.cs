using ScottPlot;
using ScottPlot.TickGenerators;

namespace ModelRouter.Cli;

/// <summary>Draws curves of an evaluation: the router thick and blue, baselines thin, each with its name.</summary>
internal sealed class CurvePlot : IDisposable
{
    internal const int Width = 1100;
    internal const int Height = 640;

    private const int TextSize = 14;

    private readonly Plot _plot = new();

    public void Dispose() => _plot.Dispose();

    /// <summary>A way of choosing, by its name.</summary>
    internal void Way(string name, double[] xs, double[] ys, bool hasMarkers = false)
    {
        var line = _plot.Add.Scatter(xs, ys, ColorOf(name));
        line.LineWidth = name == "router" ? 4 : 2;
        line.LinePattern = name is "random" or "oracle" ? LinePattern.Dashed : LinePattern.Solid;
        line.MarkerSize = hasMarkers ? 9 : 0;
        line.LegendText = EvalText.Way(name);
    }

    /// <summary>What lies between a curve's 95% ends.</summary>
    internal void Band(string name, double[] xs, double[] lows, double[] highs)
    {
        var band = _plot.Add.FillY(xs, lows, highs);
        band.FillColor = ColorOf(name).WithAlpha(0.15);
        band.LineWidth = 0;
    }

    /// <summary>A level that doesn't change.</summary>
    internal void Level(string name, double y)
    {
        var line = _plot.Add.HorizontalLine(y, 2, ColorOf(name), name is "random" or "oracle" ? LinePattern.Dashed : LinePattern.Solid);
        line.LegendText = EvalText.Way(name);
    }

    /// <summary>A point with its name beside it.</summary>
    internal void Mark(double x, double y, string text, bool isLeft = false, bool isBold = false, float down = 0)
    {
        _plot.Add.Marker(x, y, MarkerShape.FilledCircle, isBold ? 12 : 8, isBold ? Colors.Black : Colors.DimGray);
        var label = _plot.Add.Text(text, x, y);
        label.LabelFontSize = isBold ? TextSize + 1 : TextSize - 2;
        label.LabelFontName = PlotFont.Name ?? label.LabelFontName;
        label.LabelFontColor = isBold ? Colors.Black : Colors.DimGray;
        label.LabelBackgroundColor = Colors.White.WithAlpha(0.7);
        label.LabelAlignment = isLeft ? Alignment.MiddleRight : Alignment.MiddleLeft;
        (label.OffsetX, label.OffsetY) = (isLeft ? -10 : 10, down);
    }

    internal void Limits(double left, double right, double bottom, double top) => _plot.Axes.SetLimits(left, right, bottom, top);

    internal void Ticks(Func<double, string> left, Func<double, string>? bottom = null)
    {
        _plot.Axes.Left.TickGenerator = new NumericAutomatic { LabelFormatter = left };
        if (bottom is not null)
        {
            _plot.Axes.Bottom.TickGenerator = new NumericAutomatic { LabelFormatter = bottom };
        }
    }

    internal void BottomTicks(double[] places, string[] labels) => _plot.Axes.Bottom.SetTicks(places, labels);

    /// <summary>Writes a PNG file of 1100 × 640 pixels.</summary>
    internal void Save(string path, string title, string bottom, string left, Alignment legend)
    {
        _plot.XLabel(bottom);
        _plot.YLabel(left);
        _plot.Axes.Bottom.Label.FontSize = _plot.Axes.Left.Label.FontSize = TextSize + 1;
        _plot.Axes.Bottom.TickLabelStyle.FontSize = _plot.Axes.Left.TickLabelStyle.FontSize = TextSize - 1;
        _plot.ShowLegend(legend);
        _plot.Legend.FontSize = TextSize;
        _plot.Title(title, size: 18);
        PlotFont.Set(_plot);
        PlotFile.Save(_plot, path, Width, Height);
    }

    private static Color ColorOf(string name) => name switch
    {
        "router" => Colors.RoyalBlue,
        "nearest" => Colors.SeaGreen,
        "length" => Colors.DarkOrange,
        "random" => Colors.Gray,
        _ => Colors.Black,
    };
}
