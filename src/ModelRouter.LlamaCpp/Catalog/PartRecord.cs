using System.Net.Http.Headers;
using System.Text.Json;

namespace ModelRouter.LlamaCpp;

/// <summary>Which file a part belongs to.</summary>
/// <param name="Sha256">The whole file's SHA-256; <see langword="null"/> if nothing is known.</param>
/// <param name="Tag">The strong entity tag under which the server sent it, if it gave one.</param>
internal sealed record PartRecord(string? Sha256, string? Tag)
{
    private const int MaxBytes = 4_096;

    internal static PartRecord None { get; } = new(null, null);

    /// <summary>The tag as a header.</summary>
    public EntityTagHeaderValue? Header => EntityTagHeaderValue.TryParse(Tag, out var tag) ? tag : null;

    /// <summary>Reads a record; one that was cut off while it was written says nothing.</summary>
    internal static PartRecord Read(FileStream file)
    {
        if (file.Length is 0 or > MaxBytes)
        {
            return None;
        }

        try
        {
            file.Position = 0;
            using var json = JsonDocument.Parse(file);
            return new(Checksum.Parse(Text(json.RootElement, "sha256")), Text(json.RootElement, "etag"));
        }
        catch (Exception damaged) when (damaged is JsonException or InvalidOperationException)
        {
            return None;
        }
    }

    internal void Write(FileStream file)
    {
        file.SetLength(0);
        using (var json = new Utf8JsonWriter(file))
        {
            json.WriteStartObject();
            json.WriteString("sha256", Sha256);
            json.WriteString("etag", Tag);
            json.WriteEndObject();
        }

        file.Flush(flushToDisk: true);
    }

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
