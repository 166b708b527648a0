using Microsoft.Extensions.AI;

namespace ModelRouter;

/// <summary>A tool's call and result as a text that a model can read.</summary>
internal static class ToolCallText
{
    /// <summary>The sentence for a result, and behind it the images and files that the tool found, whose bytes are no text.</summary>
    /// <param name="call">Its call; <see langword="null"/> if the conversation doesn't hold it.</param>
    /// <param name="result">What the tool gave.</param>
    internal static List<AIContent> Of(FunctionCallContent? call, FunctionResultContent result)
    {
        var parts = ContentFit.PartsOf(result).ToList();
        var files = parts.FindAll(IsFile);
        var text = files.Count > 0 && files.Count == parts.Count ? $"{(ContentFit.IsImage(files[0]) ? "the image" : "the file")} that follows"
            : parts.Count > 0 ? string.Join('\n', parts.Where(static part => !IsFile(part)).Select(TextOf))
            : result.Result is null && result.Exception is not null ? "an error"
            : ContentText.Of(result.Result) ?? "nothing";
        return
        [
            new TextContent(call is null
                ? $"[A tool that was called earlier gave: {text}]"
                : $"[The tool {call.Name}({Arguments(call)}) was called and gave: {text}]"),
            .. files,
        ];
    }

    private static bool IsFile(AIContent part) => ContentFit.IsImage(part) || (part is DataContent data && TextMedia.TextOf(data) is null);

    private static string? TextOf(AIContent part) => part is DataContent data ? TextMedia.TextOf(data) : ContentText.Of(part);

    private static string Arguments(FunctionCallContent call) =>
        call.Arguments is null ? "" : string.Join(", ", call.Arguments.Select(argument => $"{argument.Key}: {ContentText.Of(argument.Value)}"));
}
