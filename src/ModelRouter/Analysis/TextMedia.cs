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

    /// <summary>Reads the bytes in the encoding that they are in: what Excel and PowerShell save as UTF-16 would be no words otherwise. Nobody's text begins with a zero character, so
    /// the first letter tells the width where no mark does.</summary>
    private static string Decode(ReadOnlySpan<byte> bytes, string mediaType)
    {
        // Whoever names a charset may be wrong, so what the bytes can't be otherwise comes first.
        var encoding = bytes switch
        {
            [0xFF, 0xFE, 0, 0, ..] or [_, 0, 0, 0, ..] => Encoding.UTF32,
            [0, 0, 0xFE, 0xFF, ..] or [0, 0, 0, _, ..] => BigEndianUtf32,
            [0xFF, 0xFE, ..] or [not 0, 0, ..] => Encoding.Unicode,
            [0xFE, 0xFF, ..] or [0, not 0, ..] => Encoding.BigEndianUnicode,
            _ when Utf8.IsValid(bytes) => Encoding.UTF8,
            _ => Charset(mediaType) ?? Encoding.UTF8,
        };
        return encoding.GetString(bytes).TrimStart('\uFEFF');
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
