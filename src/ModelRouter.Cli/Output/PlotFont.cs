using ScottPlot;

namespace ModelRouter.Cli;

/// <summary>The font of plots. Without a choice, ScottPlot takes the first that a system lists, which may have serifs.</summary>
internal static class PlotFont
{
    private static readonly string[] Fonts = ["DejaVu Sans", "Liberation Sans", "Noto Sans", "Segoe UI", "Helvetica", "Arial"];

    /// <summary>Its name; <see langword="null"/> if the machine has none of those we know.</summary>
    internal static string? Name { get; } = Fonts.FirstOrDefault(SkiaSharp.SKFontManager.Default.FontFamilies.Contains);

    internal static void Set(Plot plot)
    {
        if (Name is { } name)
        {
            plot.Font.Set(name);
        }
    }
}
