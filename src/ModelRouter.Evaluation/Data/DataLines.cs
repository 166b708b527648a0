using System.IO.Compression;
using System.Runtime.CompilerServices;

namespace ModelRouter.Evaluation;

/// <summary>Reads the lines of a file, compressed if its name ends in <c>.gz</c>.</summary>
internal static class DataLines
{
    /// <summary>The lines that aren't blank, with their numbers from 1.</summary>
    /// <exception cref="RoutingDataException">The file is not compressed as its name says, or cut off.</exception>
    internal static async IAsyncEnumerable<(long Number, string Line)> ReadAsync(string path, [EnumeratorCancellation] CancellationToken ct)
    {
        var file = Open(path);
        await using var disposal = file.ConfigureAwait(false);
        using var reader = new StreamReader(file);
        for (var number = 1L; await NextAsync().ConfigureAwait(false) is { } line; number++)
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                yield return (number, line);
            }
        }

        async Task<string?> NextAsync()
        {
            try
            {
                return await reader.ReadLineAsync(ct).ConfigureAwait(false);
            }
            catch (InvalidDataException damaged)
            {
                throw new RoutingDataException($"'{path}' cannot be decompressed: {damaged.Message}", damaged);
            }
        }
    }

    internal static Stream Open(string path)
    {
        var file = File.OpenRead(path);
        return path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : file;
    }
}
