using ScottPlot;

namespace ModelRouter.Cli;

/// <summary><c>--plot</c>'s file.</summary>
internal static class PlotFile
{
    /// <summary>The path, if a picture can be put there; <see langword="null"/> if none is wanted.</summary>
    /// <exception cref="UsageException">It is no PNG file's name, its folder does not exist, or it is one of the files that are read.</exception>
    internal static string? Read(string? path, string option, params IEnumerable<string?> inputs)
    {
        if (path is null)
        {
            return null;
        }

        if (!path.EndsWith(".png", StringComparison.OrdinalIgnoreCase))
        {
            throw new UsageException($"{option} draws PNG files; the name '{path}' must end in .png.");
        }

        return OutputPath.Read(path, option, inputs);
    }

    internal static void Save(Plot plot, string path, int width, int height) => WholeFile.Write(path, plot.GetImageBytes(width, height, ImageFormat.Png));
}
