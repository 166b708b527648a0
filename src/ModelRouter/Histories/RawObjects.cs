using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>Copies contents without the object that a provider's client made them of.</summary>
/// <remarks>Only kinds that clients rebuild from their properties are copied; the others mean nothing without their object, or are
/// passed on as no client but their own reads them.</remarks>
internal static class RawObjects
{
    internal static bool IsRemovable(AIContent content) =>
        content.RawRepresentation is not null
        && (content.GetType() == typeof(TextContent)
            || content.GetType() == typeof(FunctionCallContent)
            || content.GetType() == typeof(FunctionResultContent)
            || content.GetType() == typeof(AIContent));

    /// <summary>The content without its object; <see langword="null"/> if it was nothing else.</summary>
    internal static AIContent? Remove(AIContent content) => content switch
    {
        TextContent text => WithText(text, text.Text),
        FunctionCallContent call => WithId(call, call.CallId),
        FunctionResultContent result => WithId(result, result.CallId),
        _ => null,
    };

    internal static TextContent WithText(TextContent like, string text) => new(text)
    {
        Annotations = like.Annotations,
        AdditionalProperties = like.AdditionalProperties,
    };

    internal static FunctionCallContent WithId(FunctionCallContent call, string id) => With(call, id, call.Arguments);

    internal static FunctionCallContent With(FunctionCallContent call, string id, IDictionary<string, object?>? arguments) => new(id, call.Name, arguments)
    {
        Exception = call.Exception,
        InformationalOnly = call.InformationalOnly,
        Annotations = call.Annotations,
        AdditionalProperties = call.AdditionalProperties,
    };

    internal static FunctionResultContent WithId(FunctionResultContent result, string id) => new(id, result.Result)
    {
        Exception = result.Exception,
        Annotations = result.Annotations,
        AdditionalProperties = result.AdditionalProperties,
    };
}
