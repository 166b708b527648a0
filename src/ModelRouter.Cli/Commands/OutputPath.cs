namespace ModelRouter.Cli;

/// <summary>The path of an option that is written to.</summary>
internal static class OutputPath
{
    /// <summary>The path, if a file can be put there and nothing that is read is lost by it.</summary>
    /// <exception cref="UsageException">It is empty, a folder, in no folder, or one of the files that are read.</exception>
    internal static string Read(string path, string option, params IEnumerable<string?> inputs)
    {
        if (string.IsNullOrWhiteSpace(path) || Directory.Exists(path))
        {
            throw new UsageException($"{option} '{path}' is {(Directory.Exists(path) ? "a folder" : "empty")}; name a file.");
        }

        if (!Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(path))))
        {
            throw new UsageException($"the folder of {option} '{path}' does not exist.");
        }

        return inputs.OfType<string>().FirstOrDefault(input => IsSame(path, input)) is { } same
            ? throw new UsageException($"{option} '{path}' would overwrite '{same}', which is read; name another file.")
            : path;
    }

    /// <summary>The path of a file that isn't there yet: told before an hour of training, not after.</summary>
    /// <exception cref="UsageException">It is there.</exception>
    internal static string New(string path, string option) => File.Exists(path)
        ? throw new UsageException($"'{path}' is there already; choose another {option}, or replace it with --force.")
        : path;

    /// <summary>The file itself, links followed in every folder on the way.</summary>
    internal static string Resolve(string path)
    {
        var full = Path.GetFullPath(path);
        var file = new FileInfo(full);
        if (file.LinkTarget is not null && file.ResolveLinkTarget(returnFinalTarget: true) is { } target)
        {
            return Resolve(target.FullName);
        }

        return Path.GetDirectoryName(full) is { } folder ? Path.Combine(Resolve(folder), Path.GetFileName(full)) : full;
    }

    /// <summary>True of two names of one file.</summary>
    internal static bool IsSame(string a, string b) =>
        Resolve(a).Equals(Resolve(b), OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase);
}
