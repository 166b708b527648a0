using System.Text;
using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>The most tokens that a conversation can take on any model: no tokenizer makes more tokens of a text than it has bytes in UTF-8.</summary>
/// <remarks>Guaranteed for text. An image or a recording counts as 16,384 tokens, well above what vendors bill for most, but its size is not
/// looked at; a document that the message holds counts as that at least, and as two tokens for each of its bytes.</remarks>
internal static class InputBound
{
    // What templates put around a message, a call or a tool; the longest known ones take half of it.
    private const int TokensPerPart = 32;

    // Services put a prompt of their own before tools, of 100 to 600 tokens at those that say so.
    private const int TokensOfToolPrompt = 1_024;
    private const int TokensPerMedia = 16_384;

    // A PDF's text is packed, and its pages may be shown as well.
    private const long TokensPerDocumentByte = 2;

    // JSON in which everything beyond ASCII is escaped takes twice the bytes.
    private const int Escaped = 2;

    internal static long Of(IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        var tokens = (long)TokensPerPart + Bytes(options?.Instructions);
        var hasTools = options?.Tools is { Count: > 0 };
        foreach (var message in messages)
        {
            tokens += TokensPerPart + Bytes(message.AuthorName);
            var contents = message.Contents;
            for (var i = 0; i < contents.Count; i++)
            {
                tokens += Of(contents[i]);
                hasTools |= contents[i] is ToolCallContent;
            }
        }

        if (options?.Tools is { Count: > 0 } tools)
        {
            foreach (var tool in tools)
            {
                tokens += TokensPerPart + Bytes(tool.Name) + Bytes(tool.Description)
                    + (tool is AIFunctionDeclaration function ? Bytes(function.JsonSchema.GetRawText()) : 0);
            }
        }

        return tokens + (hasTools ? TokensOfToolPrompt : 0) + (options?.ResponseFormat is ChatResponseFormatJson { Schema: { } schema } ? TokensPerPart + Bytes(schema.GetRawText()) : 0);
    }

    private static long Of(AIContent content) => content switch
    {
        TextContent text => Bytes(text.Text),
        TextReasoningContent thought => Bytes(thought.Text) + Bytes(thought.ProtectedData),
        FunctionResultContent result => TokensPerPart + Bytes(result.CallId) + (Escaped * OfResult(result.Result)),
        FunctionCallContent call => TokensPerPart + Bytes(call.CallId) + Bytes(call.Name) + OfArguments(call.Arguments),
        McpServerToolCallContent call => TokensPerPart + Bytes(call.CallId) + Bytes(call.ServerName) + Bytes(call.Name) + OfArguments(call.Arguments),
        McpServerToolResultContent result => OfFound(result.Outputs),
        CodeInterpreterToolCallContent call => OfFound(call.Inputs),
        CodeInterpreterToolResultContent result => OfFound(result.Outputs),
        WebSearchToolCallContent call => TokensPerPart + (Escaped * (call.Queries?.Sum(Bytes) ?? 0)),
        WebSearchToolResultContent result => OfFound(result.Outputs),
        ImageGenerationToolResultContent result => OfFound(result.Outputs),
        ToolApprovalRequestContent request => TokensPerPart + Of(request.ToolCall),
        ToolApprovalResponseContent response => TokensPerPart + Bytes(response.Reason) + Of(response.ToolCall),
        ErrorContent error => Bytes(error.Message) + Bytes(error.Details),
        DataContent data when !IsSeenOrHeard(data) => Math.Max(TokensPerMedia, TokensPerDocumentByte * data.Data.Length),
        DataContent or UriContent or HostedFileContent => TokensPerMedia,
        UsageContent or HostedVectorStoreContent => TokensPerPart,
        _ => TokensPerPart + (Escaped * Bytes(ContentText.Of(content))),
    };

    private static long OfArguments(IDictionary<string, object?>? arguments) =>
        arguments?.Sum(static argument => TokensPerPart + (Escaped * (Bytes(argument.Key) + Bytes(ContentText.Of(argument.Value))))) ?? 0;

    /// <summary>What a service's own tools were given or have found: JSON within JSON.</summary>
    private static long OfFound(IList<AIContent>? parts) => TokensPerPart + (Escaped * (parts?.Sum(static part =>
        TokensPerPart + (part is DataContent data && TextMedia.TextOf(data) is { } text ? Bytes(text) : Of(part))) ?? 0));

    private static long OfResult(object? result) => result switch
    {
        AIContent single => TokensPerPart + Of(single),
        IEnumerable<AIContent> several => several.Sum(static part => TokensPerPart + Of(part)),
        _ => Bytes(ContentText.Of(result)),
    };

    private static bool IsSeenOrHeard(DataContent data) =>
        data.HasTopLevelMediaType("image") || data.HasTopLevelMediaType("audio") || data.HasTopLevelMediaType("video");

    private static long Bytes(string? text) => text is null ? 0 : Encoding.UTF8.GetByteCount(text);
}
