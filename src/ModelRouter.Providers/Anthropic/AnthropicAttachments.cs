using Anthropic.Models.Messages;
using Microsoft.Extensions.AI;

namespace ModelRouter.Providers;

/// <summary>Attachments as Anthropic's client writes them; it leaves out without a word what it has no block for.</summary>
internal static class AnthropicAttachments
{
    private static readonly string[] Texts =
        ["application/json", "application/jsonl", "application/xml", "application/yaml", "application/x-yaml", "application/x-ndjson"];

    /// <summary>True if it is sent as a text.</summary>
    public static bool IsText(AIContent content) => content is TextContent or { RawRepresentation: TextBlockParam };

    /// <summary>What a tool has found, in the same way.</summary>
    public static object? Fit(object? result) => result switch
    {
        AIContent part => FitPart(part),
        IEnumerable<AIContent> parts => parts.Select(FitPart).ToList(),
        null => null,

        // Their client would write it with blanks and line ends, half of what is paid for.
        _ => ToolResultText.Of(result),
    };

    /// <summary>The content itself if it can be sent, or as a text what is one.</summary>
    /// <exception cref="ModelRefusedException">The service takes no such content.</exception>
    public static AIContent Fit(AIContent content, ChatRole role)
    {
        switch (content)
        {
            case { RawRepresentation: ContentBlockParam }:
            case { RawRepresentation: TextBlockParam } when role == ChatRole.System:
            case DataContent data when IsImageOrPdf(data.MediaType) || data.HasTopLevelMediaType("text"):
            case UriContent uri when IsImageOrPdf(uri.MediaType):
                return content;
            case DataContent text when IsTextual(text.MediaType):
                return new DataContent(text.Data, "text/plain") { Name = text.Name, AdditionalProperties = text.AdditionalProperties };
            case DataContent data:
                throw new ModelRefusedException($"Anthropic's service takes images, PDF files and texts, and no data of the type '{data.MediaType}'.");
            case UriContent uri:
                throw new ModelRefusedException($"Anthropic's service takes addresses of images and PDF files, and none of '{uri.MediaType}'.");
            case HostedVectorStoreContent:
                throw Unknown(content);

            // What a model's turn tells of its provider's own tools means nothing to others.
            case TextContent or TextReasoningContent or FunctionCallContent or FunctionResultContent or HostedFileContent:
            case var _ when role == ChatRole.Assistant:
                return content;
            default:
                throw Unknown(content);
        }
    }

    /// <summary>Their client writes as JSON what it has no block for, which tells a model something of an address, but nothing of a file.</summary>
    private static AIContent FitPart(AIContent part) => part switch
    {
        ErrorContent error => new TextContent(error.Message),
        DataContent => Fit(part, ChatRole.Tool),
        _ => part,
    };

    private static ModelRefusedException Unknown(AIContent content) => new($"Anthropic's service can't be sent a {content.GetType().Name} here.");

    private static bool IsImageOrPdf(string type) =>
        type.StartsWith("image/", StringComparison.OrdinalIgnoreCase) || type.Equals("application/pdf", StringComparison.OrdinalIgnoreCase);

    private static bool IsTextual(string type) =>
        Texts.Contains(type, StringComparer.OrdinalIgnoreCase)
        || type.EndsWith("+json", StringComparison.OrdinalIgnoreCase) || type.EndsWith("+xml", StringComparison.OrdinalIgnoreCase);
}
