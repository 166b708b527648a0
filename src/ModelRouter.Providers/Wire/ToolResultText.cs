using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ModelRouter.Providers;

/// <summary>What a tool has found as a text, for services whose tools' messages hold nothing else.</summary>
internal static class ToolResultText
{
    /// <summary>What a model is told of a tool that failed without a result.</summary>
    public const string Failed = "Error: the function failed.";

    /// <summary>A result; JSON where it is no text.</summary>
    public static string Of(FunctionResultContent result) => result.Result switch
    {
        null => result.Exception is null ? "" : Failed,
        AIContent part when Of(part) is { } text => text,
        IEnumerable<AIContent> parts when parts.All(static part => Of(part) is not null) => string.Join('\n', parts.Select(Of)),
        var value => Of(value),
    };

    /// <summary>A part of a result; <see langword="null"/> if it is no text.</summary>
    public static string? Of(AIContent part) => part switch
    {
        TextContent text => text.Text,
        DataContent data => TextMedia.TextOf(data),
        _ => null,
    };

    /// <summary>A value; JSON if it is no text.</summary>
    public static string Of(object value) => value switch
    {
        string text => text,
        JsonElement { ValueKind: JsonValueKind.String } json => json.GetString()!,
        _ => JsonSerializer.Serialize(value, CompactJson.Options.GetTypeInfo(typeof(object))),
    };
}
