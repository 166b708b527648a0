using System.Net.Http.Headers;
using System.Text;
using System.Text.Unicode;
using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>Attachments that are text, which clients send as such.</summary>
internal static class TextMedia
{
    private static readonly UTF32Encoding BigEndianUtf32 = new(bigEndian: true, byteOrderMark: true);

    /// <summary>What the attachment says; <see langword="null"/> if it is no text.</summary>
    internal static string? TextOf(DataContent data) => IsText(data.MediaType) ? Decode(data.Data.Span, data.MediaType) : null;

    private static string Decode(ReadOnlySpan<byte> bytes, string mediaType) => EncodingOf(bytes, Charset(mediaType)).GetString(bytes).TrimStart('\uFEFF');

    /// <summary>The encoding that the bytes are in, by their mark or by where zeros lie: what Excel and PowerShell save as UTF-16 would be no words otherwise.</summary>
    /// <remarks>A charset may be wrong, and so decides only where the bytes don't. What is looked for, addresses and numbers, is of ASCII, of which UTF-16 and UTF-32 make zeros.</remarks>
    private static Encoding EncodingOf(ReadOnlySpan<byte> bytes, Encoding? declared)
    {
        switch (bytes)
        {
            case [0xFF, 0xFE, 0, 0, ..]:
                return Encoding.UTF32;
            case [0, 0, 0xFE, 0xFF, ..]:
                return BigEndianUtf32;
            case [0xFF, 0xFE, ..]:
                return Encoding.Unicode;
            case [0xFE, 0xFF, ..]:
                return Encoding.BigEndianUnicode;
            default:
                break;
        }

        var (zeros, evenZeros) = (bytes.Count((byte)0), 0);
        for (var i = 0; i < bytes.Length; i += 2)
        {
            evenZeros += bytes[i] == 0 ? 1 : 0;
        }

        var isSparse = zeros == 0 || 4 * zeros < bytes.Length;
        if (isSparse && Utf8.IsValid(bytes))
        {
            return Encoding.UTF8;
        }

        return zeros == 0 || (isSparse && declared is { IsSingleByte: true }) ? declared ?? Encoding.UTF8
            : IsOfFour(bytes, 3, 2) ? Encoding.UTF32
            : IsOfFour(bytes, 0, 1) ? BigEndianUtf32
            : 2 * evenZeros > zeros ? Encoding.BigEndianUnicode
            : 2 * evenZeros < zeros ? Encoding.Unicode
            : declared ?? Encoding.Unicode;
    }

    /// <summary>Whether each four bytes make a character, of which the highest byte is zero, and the next below 17.</summary>
    private static bool IsOfFour(ReadOnlySpan<byte> bytes, int highest, int next)
    {
        if (bytes.Length % 4 != 0)
        {
            return false;
        }

        for (var i = 0; i < bytes.Length; i += 4)
        {
            if (bytes[i + highest] != 0 || bytes[i + next] > 0x10)
            {
                return false;
            }
        }

        return true;
    }

    private static Encoding? Charset(string mediaType)
    {
        if (!MediaTypeHeaderValue.TryParse(mediaType, out var type) || type.CharSet?.Trim('"') is not { Length: > 0 } charset)
        {
            return null;
        }

        try
        {
            return Encoding.GetEncoding(charset);
        }
        catch (Exception unknown) when (unknown is ArgumentException or NotSupportedException)
        {
            // .NET knows few of them by itself, and refuses UTF-7; what is ASCII in them reads the same.
            return null;
        }
    }

    private static bool IsText(string mediaType)
    {
        var kind = mediaType.AsSpan();
        kind = kind.IndexOf(';') is >= 0 and var end ? kind[..end].TrimEnd() : kind;
        return Begins(kind, "text/") || Ends(kind, "json") || Ends(kind, "xml") || Ends(kind, "yaml") || Ends(kind, "csv") || Ends(kind, "javascript") || Ends(kind, "/sql");

        static bool Begins(ReadOnlySpan<char> kind, string start) => kind.StartsWith(start, StringComparison.OrdinalIgnoreCase);

        static bool Ends(ReadOnlySpan<char> kind, string end) => kind.EndsWith(end, StringComparison.OrdinalIgnoreCase);
    }
}
