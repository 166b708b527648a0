using Anthropic.Models.Messages;
using Microsoft.Extensions.AI;

namespace ModelRouter.Providers;

/// <summary>Attachments as Anthropic's client writes them; it leaves out without a word what it has no block for.</summary>
internal static class AnthropicAttachments
{
    private static readonly string[] Texts =
        ["application/json", "application/jsonl", "application/xml", "application/yaml", "application/x-yaml", "application/x-ndjson"];

    /// <summary>The content itself if it can be sent, or as a text what is one.</summary>
    /// <exception cref="ModelRefusedException">The service takes no such file.</exception>
    public static AIContent Fit(AIContent content)
    {
        switch (content)
        {
            case { RawRepresentation: ContentBlockParam }:
            case DataContent data when IsImageOrPdf(data.MediaType) || data.HasTopLevelMediaType("text"):
            case UriContent uri when IsImageOrPdf(uri.MediaType):
                return content;
            case DataContent text when IsText(text.MediaType):
                return new DataContent(text.Data, "text/plain") { Name = text.Name, AdditionalProperties = text.AdditionalProperties };
            case DataContent data:
                throw new ModelRefusedException($"Anthropic's service takes images, PDF files and texts, and no data of the type '{data.MediaType}'.");
            case UriContent uri:
                throw new ModelRefusedException($"Anthropic's service takes addresses of images and PDF files, and none of '{uri.MediaType}'.");
            default:
                return content;
        }
    }

    private static bool IsImageOrPdf(string type) =>
        type.StartsWith("image/", StringComparison.OrdinalIgnoreCase) || type.Equals("application/pdf", StringComparison.OrdinalIgnoreCase);

    private static bool IsText(string type) =>
        Texts.Contains(type, StringComparer.OrdinalIgnoreCase)
        || type.EndsWith("+json", StringComparison.OrdinalIgnoreCase) || type.EndsWith("+xml", StringComparison.OrdinalIgnoreCase);
}
