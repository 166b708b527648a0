using System.Text.Json;

namespace ModelRouter;

/// <summary>Whether an answer is the JSON that was asked for.</summary>
internal static class JsonAnswer
{
    /// <summary>What is wrong with it; <see langword="null"/> if nothing is. Quotes nothing of the answer.</summary>
    internal static string? Problem(string text, JsonElement? schema)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return schema is { } wanted ? new JsonSchemaValidator(wanted).Problem(json.RootElement) : null;
        }
        catch (JsonException exception)
        {
            return $"It is no JSON, from line {exception.LineNumber + 1} on.";
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException)
        {
            // Half of a surrogate pair: as an escape it is JSON, but no text; by itself it is neither.
            return "It has a text that is no Unicode.";
        }
    }
}
