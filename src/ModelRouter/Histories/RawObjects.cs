using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>Copies contents without the object that a provider's client made them of.</summary>
/// <remarks>Only kinds that clients rebuild from their properties are copied. The others go with it: what other services' own tools were asked and have found means
/// nothing without it, or, to a service of the same kind that has taken neither thoughts nor files, is an error.</remarks>
internal static class RawObjects
{
    /// <summary>True if a copy without the object says as much.</summary>
    internal static bool IsRebuilt(AIContent content)
    {
        var type = content.GetType();
        return type == typeof(TextContent) || type == typeof(TextReasoningContent) || type == typeof(FunctionCallContent) || type == typeof(FunctionResultContent)
            || type == typeof(DataContent) || type == typeof(UriContent) || type == typeof(HostedFileContent) || type == typeof(HostedVectorStoreContent)
            || type == typeof(McpServerToolCallContent) || type == typeof(McpServerToolResultContent)
            || type == typeof(ToolApprovalRequestContent) || type == typeof(ToolApprovalResponseContent)
            || type == typeof(ErrorContent) || type == typeof(UsageContent);
    }

    /// <summary>The content without its object; <see langword="null"/> if clients send that alone.</summary>
    internal static AIContent? Remove(AIContent content) => content switch
    {
        TextContent text => WithText(text, text.Text),
        FunctionCallContent call => WithId(call, call.CallId),
        FunctionResultContent result => WithId(result, result.CallId),
        TextReasoningContent thought => Like(thought, new TextReasoningContent(thought.Text) { ProtectedData = thought.ProtectedData }),
        DataContent data => Like(data, new DataContent(data.Data, data.MediaType) { Name = data.Name }),
        UriContent uri => Like(uri, new UriContent(uri.Uri, uri.MediaType)),
        HostedFileContent file => Like(file, Copy(file)),
        HostedVectorStoreContent store => Like(store, new HostedVectorStoreContent(store.VectorStoreId)),
        McpServerToolCallContent call => Like(call, new McpServerToolCallContent(call.CallId, call.Name, call.ServerName) { Arguments = call.Arguments }),
        McpServerToolResultContent result => Like(result, new McpServerToolResultContent(result.CallId) { Outputs = result.Outputs }),
        ToolApprovalRequestContent request => Like(request, Copy(request)),
        ToolApprovalResponseContent response => Like(response, new ToolApprovalResponseContent(response.RequestId, response.Approved, response.ToolCall) { Reason = response.Reason }),
        ErrorContent error => Like(error, new ErrorContent(error.Message) { ErrorCode = error.ErrorCode, Details = error.Details }),
        UsageContent usage => Like(usage, new UsageContent(usage.Details)),
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

#pragma warning disable MEAI001 // These properties are marked experimental; a copy without them would be another file, or ask for another confirmation.
    private static ToolApprovalRequestContent Copy(ToolApprovalRequestContent request) => new(request.RequestId, request.ToolCall)
    {
        RequiresConfirmation = request.RequiresConfirmation,
    };

    private static HostedFileContent Copy(HostedFileContent file) => new(file.FileId)
    {
        MediaType = file.MediaType,
        Name = file.Name,
        SizeInBytes = file.SizeInBytes,
        CreatedAt = file.CreatedAt,
        Purpose = file.Purpose,
        Scope = file.Scope,
    };
#pragma warning restore MEAI001

    private static AIContent Like(AIContent content, AIContent copy)
    {
        (copy.Annotations, copy.AdditionalProperties) = (content.Annotations, content.AdditionalProperties);
        return copy;
    }
}
