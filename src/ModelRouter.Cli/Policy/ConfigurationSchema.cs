using System.Text.Json;

namespace ModelRouter.Cli;

/// <summary>The JSON schema of <c>modelrouter.json</c>.</summary>
internal static class ConfigurationSchema
{
    private static readonly Lazy<JsonDocument> Document = new(static () => JsonDocument.Parse(Text));

    internal static string Text
    {
        get
        {
            using var stream = typeof(ConfigurationSchema).Assembly.GetManifestResourceStream("modelrouter.schema.json")!;
            using var reader = new StreamReader(stream);
            return reader.ReadToEnd();
        }
    }

    /// <summary>The keys of an object that the schema defines; <see langword="null"/> if it defines none of that name.</summary>
    internal static IReadOnlyList<string>? KeysOf(string definition) =>
        Document.Value.RootElement.GetProperty("$defs").TryGetProperty(definition, out var defined)
            ? [.. defined.GetProperty("properties").EnumerateObject().Select(static property => property.Name)]
            : null;
}
