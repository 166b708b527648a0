using System.Security.Cryptography;
using System.Text;

namespace ModelRouter.Storage;

/// <summary>What the files of a ledger's spool begin with: whoever opens the ledger next looks for it.</summary>
/// <param name="Own">The ledger's own name in its folder.</param>
/// <param name="Former">How earlier versions named it there; what they have left is brought in. <see langword="null"/> if that was another ledger's, or the same.</param>
internal sealed record SpoolName(string Own, string? Former)
{
    /// <summary>The name in a folder that several ledgers may share.</summary>
    /// <param name="name">Says to people what it is.</param>
    /// <param name="place">Tells the database apart from all others; no secret.</param>
    /// <param name="former">How earlier versions named it.</param>
    internal static SpoolName Of(string name, string place, string? former) =>
        new($"{name}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(place)).AsSpan(0, 8))}", former);

    /// <summary>The name of a SQLite file's spool: beside the file its own name tells it apart.</summary>
    internal static SpoolName OfFile(string path, string folder)
    {
        var (name, beside) = (Path.GetFileName(path), Path.GetDirectoryName(path)!);
        if (Same(Path.GetFullPath(folder), beside))
        {
            return new(name, null);
        }

        // Such a name in a folder with a database of that name is that one's.
        return Of(name, OperatingSystem.IsWindows() ? path.ToUpperInvariant() : path, File.Exists(Path.Combine(folder, name)) ? null : name);
    }

    private static bool Same(string one, string other) => string.Equals(
        Path.TrimEndingDirectorySeparator(one), Path.TrimEndingDirectorySeparator(other), OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);
}
