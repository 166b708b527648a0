using ModelRouter.Evaluation;

namespace ModelRouter.Cli;

/// <summary>A data set on the command line: <c>rows.jsonl</c>, or <c>rows.jsonl=models.json</c>.</summary>
/// <param name="Rows">The rows' file.</param>
/// <param name="Models">The models' file.</param>
internal sealed record DataFile(string Rows, string Models)
{
    /// <summary>Finds both files.</summary>
    /// <param name="text">What was written.</param>
    /// <param name="option">The option's name.</param>
    /// <param name="otherwise">The models' file where none is named and none stands beside; <see langword="null"/> if that is an error.</param>
    /// <exception cref="UsageException">One of them is not there.</exception>
    internal static DataFile Find(string text, string option, string? otherwise = null)
    {
        // A name may have the sign itself.
        var parts = File.Exists(text) ? [text] : text.Split('=', 2);
        var rows = Existing(parts[0], option);
        return new(rows, ModelsOf(rows, parts.Length == 2 ? parts[1] : null, option, otherwise, how: $"{option} {rows}=models.json"));
    }

    /// <exception cref="UsageException">It is not there.</exception>
    internal static string Existing(string path, string option) =>
        File.Exists(path) ? path : throw new UsageException($"the file '{path}' of {option} does not exist.");

    /// <exception cref="UsageException">It is not there.</exception>
    internal static string ModelsOf(string rows, string? models, string option, string? otherwise, string how)
    {
        if (models is not null)
        {
            return File.Exists(models) ? models : throw new UsageException($"the models' file '{models}' of {option} does not exist.");
        }

        var usual = RoutingDataReader.ModelsFileOf(rows);
        return File.Exists(usual) ? usual
            : otherwise ?? throw new UsageException($"which models do the outcomes of '{rows}' belong to? Name their file with {how}, or put it beside as '{Path.GetFileName(usual)}'.");
    }
}
