using Microsoft.Extensions.AI;

namespace ModelRouter.Providers.Tests;

/// <summary>A conversation in which a tool has shown an image.</summary>
internal static class ShownResults
{
    /// <param name="several">Whether a text stands beside the image.</param>
    public static ChatMessage[] Of(bool several)
    {
        var image = new DataContent(new byte[] { 1, 2, 3 }, "image/png");
        object result = several ? new AIContent[] { new TextContent("the shot"), image } : image;
        return
        [
            new(ChatRole.Assistant, [new FunctionCallContent("1", "shoot"), new FunctionCallContent("2", "look")]),
            new(ChatRole.Tool, [new FunctionResultContent("1", result)]),
            new(ChatRole.Tool, [new FunctionResultContent("2", "dark")]),
            new(ChatRole.Assistant, "I see."),
        ];
    }
}
