using System.Security.Cryptography;

namespace ModelRouter.LlamaCpp;

/// <summary>SHA-256 as text.</summary>
internal static class Checksum
{
    /// <summary>The hash in lower case; <see langword="null"/> if the text is none.</summary>
    internal static string? Parse(string? text) =>
        text is { Length: SHA256.HashSizeInBytes * 2 } && text.All(char.IsAsciiHexDigit) ? text.ToLowerInvariant() : null;

    /// <summary>The hash of all that the file holds, from its beginning; reports the bytes that were read.</summary>
    internal static async Task<string> OfAsync(FileStream file, Action<long> report, CancellationToken ct)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 18];
        file.Position = 0;
        long done = 0;
        while (await file.ReadAsync(buffer, ct).ConfigureAwait(false) is > 0 and var count)
        {
            hash.AppendData(buffer, 0, count);
            report(done += count);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
