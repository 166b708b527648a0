using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ModelRouter.Tests;

/// <summary>A text as functions return it.</summary>
internal static class ToolResults
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The text itself, as content, as JSON of either encoder, in an object, and in JSON within JSON.</summary>
    internal static IEnumerable<object> Of(string text) =>
    [
        text,
        new TextContent(text),
        JsonSerializer.SerializeToElement(text),
        JsonSerializer.SerializeToElement(text, Relaxed),
        JsonSerializer.SerializeToElement(new { rows = 1, body = text }),
        JsonSerializer.Serialize(new { rows = 1, body = text }),
        JsonSerializer.SerializeToElement(JsonSerializer.Serialize(new { rows = 1, body = text })),
        JsonSerializer.SerializeToElement(JsonSerializer.Serialize(new { body = JsonSerializer.Serialize(new[] { text }, Relaxed) })),
    ];
}
