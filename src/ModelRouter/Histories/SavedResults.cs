using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>Reads the results of tools back that were saved with their conversation: parts are JSON by then, in which nobody would find an image or
/// a file, so that it would be sent as the text of its bytes.</summary>
internal static class SavedResults
{
    /// <summary>The conversation, read once; the caller's messages are not touched.</summary>
    /// <exception cref="ArgumentException">A message is null.</exception>
    internal static ChatMessage[] Read(IEnumerable<ChatMessage> messages)
    {
        ChatMessage[] read = [.. messages];
        if (Array.Exists(read, static message => message is null))
        {
            throw new ArgumentException("A message is null.", nameof(messages));
        }

        for (var i = 0; i < read.Length; i++)
        {
            var contents = read[i].Contents;
            List<AIContent>? copy = null;
            for (var j = 0; j < contents.Count; j++)
            {
                if (contents[j] is FunctionResultContent { Result: JsonElement saved } result && PartsOf(saved) is { } parts)
                {
                    var restored = RawObjects.WithId(result, result.CallId);
                    restored.Result = parts;
                    copy ??= [.. contents];
                    copy[j] = restored;
                }
            }

            read[i] = copy is null ? read[i] : read[i].With(copy);
        }

        return read;
    }

    private static List<AIContent>? PartsOf(JsonElement saved)
    {
        if (saved.ValueKind != JsonValueKind.Array)
        {
            return PartOf(saved) is { } single ? [single] : null;
        }

        var parts = new List<AIContent>();
        foreach (var item in saved.EnumerateArray())
        {
            if (PartOf(item) is not { } part)
            {
                return null;
            }

            parts.Add(part);
        }

        return parts.Count > 0 ? parts : null;
    }

    /// <summary>A text, data or an address; <see langword="null"/> for everything else, which a tool may have found in this form, and meant.</summary>
    private static AIContent? PartOf(JsonElement item)
    {
        if (item.ValueKind != JsonValueKind.Object || !item.TryGetProperty("$type", out var name) || name.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        // By their types and not as any content: stores may put the name of the type elsewhere than first.
        var (type, value) = name.ValueEquals("text") ? (typeof(TextContent), "text")
            : name.ValueEquals("data") ? (typeof(DataContent), "uri")
            : name.ValueEquals("uri") ? (typeof(UriContent), "uri")
            : default((Type?, string));
        if (type is null || !item.TryGetProperty(value, out _) || item.EnumerateObject().Any(static property =>
            property.Name is not ("$type" or "text" or "uri" or "mediaType" or "name" or "annotations" or "additionalProperties")))
        {
            return null;
        }

        try
        {
            return (AIContent?)item.Deserialize(AIJsonUtilities.DefaultOptions.GetTypeInfo(type));
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or FormatException or InvalidOperationException or NotSupportedException)
        {
            return null;
        }
    }
}
