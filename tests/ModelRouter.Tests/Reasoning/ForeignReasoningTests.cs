using Microsoft.Extensions.AI;

namespace ModelRouter.Tests;

public class ForeignReasoningTests
{
    [Fact]
    public void Only_a_models_own_thoughts_stay()
    {
        ChatMessage[] messages =
        [
            new(ChatRole.User, "hi"),
            Turn("a", new TextReasoningContent("thought of a") { ProtectedData = "signed" }, new TextContent("answer of a")),
            Turn("b", new TextReasoningContent("thought of b"), new TextContent("answer of b")),
            Turn(null, new TextReasoningContent("nobody's thought")),
        ];
        messages[2].RawRepresentation = new object();

        var stripped = ForeignReasoning.Strip(messages, "a");

        Assert.Equal(3, stripped.Length);
        Assert.Same(messages[1], stripped[1]);
        Assert.Equal("answer of b", Assert.IsType<TextContent>(Assert.Single(stripped[2].Contents)).Text);
        Assert.Null(stripped[2].RawRepresentation);
        Assert.Equal(2, messages[2].Contents.Count);
    }

    [Fact]
    public void A_conversation_without_thoughts_is_passed_as_it_is()
    {
        ChatMessage[] messages = [new(ChatRole.User, "hi"), new(ChatRole.Assistant, "hello")];
        Assert.Same(messages, ForeignReasoning.Strip(messages, "a"));
    }

    private static ChatMessage Turn(string? model, params AIContent[] contents) => new(ChatRole.Assistant, contents)
    {
        AdditionalProperties = model is null ? null : new() { ["modelrouter.model"] = model },
    };
}
