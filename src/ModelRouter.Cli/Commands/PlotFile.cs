namespace ModelRouter.Cli;

/// <summary><c>--plot</c>'s file.</summary>
internal static class PlotFile
{
    /// <summary>The path, if a picture can be put there; <see langword="null"/> if none is wanted.</summary>
    /// <exception cref="UsageException">It is no PNG file's name, or its folder does not exist.</exception>
    internal static string? Read(string? path, string option)
    {
        if (path is null)
        {
            return null;
        }

        if (!path.EndsWith(".png", StringComparison.OrdinalIgnoreCase))
        {
            throw new UsageException($"{option} draws PNG files; the name '{path}' must end in .png.");
        }

        return OutputPath.Read(path, option);
    }
}
