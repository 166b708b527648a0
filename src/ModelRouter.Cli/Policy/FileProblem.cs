namespace ModelRouter.Cli;

/// <summary>Something wrong with a configuration file.</summary>
/// <param name="Place">Where.</param>
/// <param name="Path">The configuration path; empty for what isn't even JSON.</param>
/// <param name="Message">What is wrong, and what to write instead.</param>
/// <param name="IsError">False if the file can be used, but probably not as it was meant.</param>
internal sealed record FileProblem(FilePlace Place, string Path, string Message, bool IsError = true)
{
    /// <summary>One line, as compilers write them and editors understand them.</summary>
    public string Describe(string file) =>
        $"{file}:{Place.Line}:{Place.Column}: {(IsError ? "error" : "warning")}: {(Path.Length == 0 ? "" : $"{Path}: ")}{Message}";
}
