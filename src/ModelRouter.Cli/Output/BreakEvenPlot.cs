using ScottPlot;
using ScottPlot.TickGenerators;

namespace ModelRouter.Cli;

/// <summary>Draws the monthly cost of self-hosting and of an API against the volume, and where they cross.</summary>
internal static class BreakEvenPlot
{
    internal const int Width = 1100;
    internal const int Height = 640;

    /// <summary>More steps than that are a slope.</summary>
    private const int MaxNodes = 12;

    private static readonly Color Hosted = Colors.SteelBlue;
    private static readonly Color Api = Colors.DarkOrange;

    /// <summary>Writes a PNG file of 1100 × 640 pixels.</summary>
    internal static void Save(string path, BreakEvenModel model, BreakEven result)
    {
        using var plot = new Plot();
        var end = End(result);
        DrawHosted(plot, result, end, $"self-hosted, {CostText.Dollars(result.NodeCost)} a node ({CostText.Node(model.Node)})");
        Line(plot, [0, end], [0, (double)result.ApiCost(end)], Api, $"API, {CostText.PerMillion(result.ApiPerMillion)} per million tokens");
        if (result.FirstVolume is { } first)
        {
            Mark(plot, first, result.ApiCost(first), end, "break-even");
            if (result.LastingVolume is { } lasting && lasting > first && lasting <= end)
            {
                Mark(plot, lasting, result.ApiCost(lasting), end, "from here on always");
            }
        }

        Finish(plot, end, Math.Max((double)result.ApiCost(end), (double)result.SelfHostedCost(end)));
        var why = BreakEvenText.Obstacle(result) is { } obstacle ? $":\n{obstacle}" : "";
        plot.Title(BreakEvenText.Headline(result) + why, size: 18);
        PlotFile.Save(plot, path, Width, Height);
    }

    /// <summary>The last volume: far enough to see both sides of the break-even, and where it lasts, if that isn't beyond too many steps.</summary>
    private static long End(BreakEven result)
    {
        var wanted = result.FirstVolume is { } first
            ? Math.Max(first * 2.5, (result.LastingVolume ?? double.MaxValue) * 1.2)
            : result.TokensPerNode * 3.0;
        return (long)Math.Max(1, Math.Min(wanted, result.TokensPerNode * (double)MaxNodes));
    }

    private static void DrawHosted(Plot plot, BreakEven result, long end, string name)
    {
        List<double> volumes = [0];
        List<double> costs = [(double)result.SelfHostedCost(0)];
        for (var start = 0L; start < end; start += result.TokensPerNode)
        {
            // Each node adds a corner where it begins and one where it is full.
            var full = Math.Min(end, start + result.TokensPerNode);
            volumes.AddRange([start, full]);
            costs.AddRange([(double)result.SelfHostedCost(start + 1), (double)result.SelfHostedCost(full)]);
        }

        Line(plot, [.. volumes], [.. costs], Hosted, name);
    }

    private static void Line(Plot plot, double[] volumes, double[] costs, Color color, string name)
    {
        var line = plot.Add.ScatterLine(volumes, costs, color);
        line.LineWidth = 3;
        line.LegendText = name;
    }

    private static void Mark(Plot plot, long volume, decimal cost, long end, string name)
    {
        var (x, y) = ((double)volume, (double)cost);
        var down = plot.Add.Line(x, 0, x, y);
        down.LineColor = Colors.Gray;
        down.LinePattern = LinePattern.Dashed;
        plot.Add.Marker(x, y, MarkerShape.FilledCircle, 12, Colors.Black);
        var text = plot.Add.Text($"{name}: {CostText.Tokens(volume)} tokens,\n{CostText.Dollars(cost)} a month", x, y);
        text.LabelFontSize = 15;
        text.LabelFontName = PlotFont.Name ?? text.LabelFontName;
        text.LabelBackgroundColor = Colors.White.WithAlpha(0.8);

        // Below the crossing there are no lines to its right, but at the right edge there is no room.
        var isRight = x > end * 0.6;
        text.LabelAlignment = isRight ? Alignment.LowerRight : Alignment.UpperLeft;
        (text.OffsetX, text.OffsetY) = isRight ? (-14, -14) : (14, 14);
    }

    private static void Finish(Plot plot, double end, double top)
    {
        plot.Axes.Bottom.TickGenerator = new NumericAutomatic { LabelFormatter = static tokens => CostText.Tokens((decimal)tokens) };
        plot.Axes.Left.TickGenerator = new NumericAutomatic { LabelFormatter = static dollars => Dollars((decimal)dollars) };
        plot.Axes.SetLimits(0, end, 0, top > 0 ? top * 1.12 : 1);
        plot.XLabel("tokens a month, input and output");
        plot.YLabel("US$ a month");
        plot.ShowLegend(Alignment.UpperLeft);
        PlotFont.Set(plot);
    }

    /// <summary>Cents only where a tick has them.</summary>
    private static string Dollars(decimal dollars) => $"${dollars:#,0.##}";
}
