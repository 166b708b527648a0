using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace ModelRouter.Providers;

/// <summary>Writes the parts of a user's message.</summary>
internal static class OpenAIParts
{
    /// <summary>One part.</summary>
    /// <exception cref="ModelRefusedException">The format has no such part.</exception>
    public static JsonNode Write(AIContent content) => content switch
    {
        TextContent text => new JsonObject { ["type"] = "text", ["text"] = text.Text },
        DataContent image when image.HasTopLevelMediaType("image") => Image(image.Uri, image),
        UriContent image when image.HasTopLevelMediaType("image") => Image(image.Uri.AbsoluteUri, image),
        DataContent { MediaType: "audio/mpeg" or "audio/mp3" } sound => Audio(sound, "mp3"),
        DataContent { MediaType: "audio/wav" or "audio/x-wav" or "audio/wave" } sound => Audio(sound, "wav"),
        DataContent { MediaType: "application/pdf" } file => File(new() { ["filename"] = file.Name ?? "document.pdf", ["file_data"] = file.Uri }),
        HostedFileContent file => File(new() { ["file_id"] = file.FileId }),
        DataContent other => throw new ModelRefusedException($"Data of the type '{other.MediaType}' can't be sent to this model."),
        _ => throw new ModelRefusedException($"Content of the type {content.GetType().Name} can't be sent to this model."),
    };

    private static JsonObject Image(string uri, AIContent content)
    {
        var image = new JsonObject { ["url"] = uri };
        if (content.AdditionalProperties?.GetValueOrDefault("detail")?.ToString() is { } detail)
        {
            image["detail"] = detail;
        }

        return new() { ["type"] = "image_url", ["image_url"] = image };
    }

    private static JsonObject Audio(DataContent sound, string format) => new()
    {
        ["type"] = "input_audio",
        ["input_audio"] = new JsonObject { ["data"] = sound.Base64Data.ToString(), ["format"] = format },
    };

    private static JsonObject File(JsonObject file) => new() { ["type"] = "file", ["file"] = file };
}
