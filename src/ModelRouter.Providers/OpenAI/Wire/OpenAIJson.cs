using System.Text.Json;

namespace ModelRouter.Providers;

/// <summary>Looks into answers without taking anything for granted.</summary>
internal static class OpenAIJson
{
    /// <summary>A property that is an object.</summary>
    public static JsonElement? Object(JsonElement element, string name) => OfKind(element, name, JsonValueKind.Object);

    /// <summary>A property that is a list.</summary>
    public static JsonElement? List(JsonElement element, string name) => OfKind(element, name, JsonValueKind.Array);

    /// <summary>A property that is a text.</summary>
    public static string? Text(JsonElement element, string name) => OfKind(element, name, JsonValueKind.String)?.GetString();

    /// <summary>A property that is a whole number.</summary>
    public static long? Whole(JsonElement element, string name) =>
        OfKind(element, name, JsonValueKind.Number) is { } number && number.TryGetInt64(out var whole) ? whole : null;

    /// <summary>The choice of index 0, the only one that is asked for.</summary>
    public static JsonElement? FirstChoice(JsonElement answer)
    {
        if (List(answer, "choices") is { } choices)
        {
            foreach (var choice in choices.EnumerateArray())
            {
                if (choice.ValueKind == JsonValueKind.Object && (Whole(choice, "index") ?? 0) == 0)
                {
                    return choice;
                }
            }
        }

        return null;
    }

    private static JsonElement? OfKind(JsonElement element, string name, JsonValueKind kind) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == kind ? value : null;
}
