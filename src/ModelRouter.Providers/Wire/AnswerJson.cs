using System.Text.Json;
using System.Text.Unicode;

namespace ModelRouter.Providers;

/// <summary>Reads the JSON of answers and errors without trusting it.</summary>
internal static class AnswerJson
{
    private static ReadOnlySpan<byte> Mark => "\uFEFF"u8;

    /// <summary>A body without the mark of its bytes' order that some servers put before it, which no JSON begins with.</summary>
    public static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> utf8) => utf8.Span.StartsWith(Mark) ? utf8[Mark.Length..] : utf8;

    /// <summary>An object of a streamed answer.</summary>
    /// <exception cref="ModelServiceException">It is none, or holds bytes that are no UTF-8.</exception>
    public static JsonElement Parse(ReadOnlySpan<byte> utf8)
    {
        utf8 = utf8.StartsWith(Mark) ? utf8[Mark.Length..] : utf8;

        // JSON readers find out only where a text is asked for, and some put question marks there.
        if (!Utf8.IsValid(utf8))
        {
            throw ModelServiceException.Malformed("The answer holds bytes that are no UTF-8.");
        }

        try
        {
            var element = JsonElement.Parse(utf8);
            return element.ValueKind == JsonValueKind.Object
                ? element
                : throw ModelServiceException.Malformed("The answer holds JSON that is no object.");
        }
        catch (JsonException)
        {
            // The reader's exception would quote what it could not read.
            throw ModelServiceException.Malformed("The answer holds what is no JSON.");
        }
    }

    /// <summary>A text, or <see langword="null"/> if there is none.</summary>
    public static string? Text(this JsonElement element, string name) =>
        element.Object(name, JsonValueKind.String)?.AnyText();

    /// <summary>A text, or anything else as it stands there: so stands a text, too, that holds half of a character, which has no other form.</summary>
    public static string AnyText(this JsonElement element)
    {
        try
        {
            return element.ToString();
        }
        catch (InvalidOperationException)
        {
            return element.GetRawText();
        }
    }

    /// <summary>A value of one kind, or <see langword="null"/> if there is none.</summary>
    public static JsonElement? Object(this JsonElement element, string name, JsonValueKind kind = JsonValueKind.Object) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == kind ? value : null;
}
