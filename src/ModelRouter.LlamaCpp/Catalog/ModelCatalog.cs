using System.Text.Json;

namespace ModelRouter.LlamaCpp;

/// <summary>The models that can be downloaded by name. Safe for concurrent use.</summary>
/// <remarks>The list is <c>Catalog/catalog.json</c>, embedded. An entry is pinned (has a SHA-256) where independent public records
/// of the same file agreed on it; the others take the registry's checksum.</remarks>
public static class ModelCatalog
{
    private static readonly Lazy<Content> Embedded = new(Read);

    /// <summary>All entries in the catalog's order.</summary>
    public static IReadOnlyList<ModelCatalogEntry> Entries => Embedded.Value.Entries;

    /// <summary>The registry that the entries' repositories are in, unless configured otherwise.</summary>
    public static Uri DefaultRegistry => Embedded.Value.Registry;

    /// <summary>The environment variable that holds a token for that registry, unless configured otherwise.</summary>
    public static string DefaultTokenVariable => Embedded.Value.TokenVariable;

    /// <summary>The entry of that id, whatever its case; <see langword="null"/> if there is none.</summary>
    public static ModelCatalogEntry? Find(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return Entries.FirstOrDefault(e => e.Id.Equals(id, StringComparison.OrdinalIgnoreCase));
    }

    private static Content Read()
    {
        using var stream = typeof(ModelCatalog).Assembly.GetManifestResourceStream("catalog.json")!;
        using var json = JsonDocument.Parse(stream);
        var root = json.RootElement;
        return new(
            [.. root.GetProperty("models").EnumerateArray().Select(Entry)],
            new Uri(Text(root, "registry")),
            Text(root, "tokenVariable"));
    }

    private static ModelCatalogEntry Entry(JsonElement json) => new()
    {
        Id = Text(json, "id"),
        Name = Text(json, "name"),
        Repository = Text(json, "repository"),
        FileName = Text(json, "file"),
        Bytes = json.GetProperty("bytes").GetInt64(),
        Sha256 = json.TryGetProperty("sha256", out var hash) ? hash.GetString() : null,
        License = Text(json, "license"),
        ContextTokens = json.GetProperty("context").GetInt32(),
        CacheBytesPerToken = json.GetProperty("cacheBytesPerToken").GetInt32(),
    };

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;

    private sealed record Content(IReadOnlyList<ModelCatalogEntry> Entries, Uri Registry, string TokenVariable);
}
