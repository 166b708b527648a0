using System.Text.Json;

namespace ModelRouter.TestProviders;

/// <summary>A request as it came over the wire.</summary>
/// <param name="Method">Such as <c>POST</c>.</param>
/// <param name="Path">With the query, such as <c>/v1/chat/completions</c>.</param>
/// <param name="Headers">Names are compared without case; values of one name are joined by commas.</param>
/// <param name="Body">As text.</param>
public sealed record WireRequest(string Method, string Path, IReadOnlyDictionary<string, string> Headers, string Body)
{
    /// <summary>The body as JSON.</summary>
    public JsonElement Json => JsonSerializer.Deserialize<JsonElement>(Body);

    /// <summary>A header, or <see langword="null"/>.</summary>
    public string? this[string header] => Headers.GetValueOrDefault(header);
}
