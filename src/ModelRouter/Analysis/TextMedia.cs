using System.Text;
using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>Attachments that are text, which clients send as such.</summary>
internal static class TextMedia
{
    /// <summary>What the attachment says; <see langword="null"/> if it is no text.</summary>
    internal static string? TextOf(DataContent data) => IsText(data.MediaType) ? Encoding.UTF8.GetString(data.Data.Span) : null;

    private static bool IsText(string mediaType)
    {
        var kind = mediaType.AsSpan();
        kind = kind.IndexOf(';') is >= 0 and var end ? kind[..end].TrimEnd() : kind;
        return Begins(kind, "text/") || Ends(kind, "json") || Ends(kind, "xml") || Ends(kind, "yaml") || Ends(kind, "csv") || Ends(kind, "javascript") || Ends(kind, "/sql");

        static bool Begins(ReadOnlySpan<char> kind, string start) => kind.StartsWith(start, StringComparison.OrdinalIgnoreCase);

        static bool Ends(ReadOnlySpan<char> kind, string end) => kind.EndsWith(end, StringComparison.OrdinalIgnoreCase);
    }
}
