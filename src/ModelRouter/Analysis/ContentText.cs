using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>The text inside contents that aren't plain text: arguments and results of functions.</summary>
internal static class ContentText
{
    private static readonly JsonSerializerOptions Compact = new(AIJsonUtilities.DefaultOptions) { WriteIndented = false };

    /// <summary>Token units of what a model writes to call a tool: its name, and each argument with its value as text; code, or queries.</summary>
    internal static long Units(ToolCallContent call) => call switch
    {
        FunctionCallContent function => Units(function.Name, function.Arguments),
        McpServerToolCallContent mcp => Units(mcp.Name, mcp.Arguments),
        CodeInterpreterToolCallContent code => code.Inputs?.Sum(static input => Units(input is DataContent data ? TextMedia.TextOf(data) : (input as TextContent)?.Text)) ?? 0,
        WebSearchToolCallContent search => search.Queries?.Sum(static query => TokenEstimator.Units(query)) ?? 0,
        _ => 0,
    };

    private static long Units(string? function, IDictionary<string, object?>? arguments)
    {
        long units = TokenEstimator.Units(function);
        if (arguments is not null)
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
