using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>The text inside contents that aren't plain text: arguments and results of functions.</summary>
internal static class ContentText
{
    private static readonly JsonSerializerOptions Compact = new(AIJsonUtilities.DefaultOptions) { WriteIndented = false };

    /// <summary>Token units of a call: its name, and each argument with its value as text.</summary>
    internal static long Units(FunctionCallContent call)
    {
        var units = TokenEstimator.Units(call.Name);
        if (call.Arguments is { } arguments)
        {
            foreach (var (name, value) in arguments)
            {
                units += TokenEstimator.Units(name) + Units(value);
            }
        }

        return units;
    }

    /// <summary>Token units of a value.</summary>
    internal static long Units(object? value) => value switch
    {
        null => 0,
        string text => TokenEstimator.Units(text),

        // Three UTF-8 bytes are mostly one character beyond ASCII, which weighs about as much as three within.
        JsonElement json => (long)JsonMarshal.GetRawUtf8Value(json).Length * TokenEstimator.AsciiUnits,
        _ => TokenEstimator.Units(Of(value)),
    };

    /// <summary>A value as the text that a model would see of it.</summary>
    internal static string? Of(object? value) => value switch
    {
        null => null,
        string text => text,
        JsonElement json => json.GetRawText(),
        TextContent text => text.Text,
        _ => Json(value),
    };

    /// <summary>A value as JSON, which is how clients send it, where its type is known to the serializer, which needs no reflection.</summary>
    private static string? Json(object value)
    {
        try
        {
            return Compact.TryGetTypeInfo(value.GetType(), out var type) ? JsonSerializer.Serialize(value, type) : value.ToString();
        }
        catch (Exception)
        {
            // Whatever its properties throw: no client can send it, and the call has to fail there and not here.
            return value.ToString();
        }
    }
}
