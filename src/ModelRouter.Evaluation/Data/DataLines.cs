using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text;

namespace ModelRouter.Evaluation;

/// <summary>Reads the lines of a file, compressed if its name ends in <c>.gz</c>.</summary>
internal static class DataLines
{
    // Characters that no text has, for bytes that are none.
    private const string NoText = "\uFFFF\uFFFE\uFFFF";

    private static readonly Encoding Utf8 = Encoding.GetEncoding(Encoding.UTF8.WebName, EncoderFallback.ExceptionFallback, new DecoderReplacementFallback(NoText));

    /// <summary>The lines that aren't blank, with their numbers from 1; each is to be <see cref="Checked"/>.</summary>
    /// <exception cref="RoutingDataException">The file is not compressed as its name says, or cut off.</exception>
    internal static async IAsyncEnumerable<(long Number, string Line)> ReadAsync(string path, [EnumeratorCancellation] CancellationToken ct)
    {
        var file = Open(path);
        await using var disposal = file.ConfigureAwait(false);
        using var reader = new StreamReader(file, Utf8);
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

    /// <summary>A line whose bytes were all text: a guess at others would be predicted, and learned from, as if it were the prompt.</summary>
    /// <exception cref="FormatException">They were not.</exception>
    internal static string Checked(string line) => line.Contains(NoText, StringComparison.Ordinal)
        ? throw new FormatException("It has bytes that are not UTF-8; save the file as UTF-8.")
        : line;

    internal static Stream Open(string path)
    {
        var file = File.OpenRead(path);
        return path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : file;
    }
}
