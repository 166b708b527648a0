using System.Text.Json;
using Microsoft.Extensions.AI;
using static ModelRouter.Tests.Routers;

namespace ModelRouter.Tests;

/// <summary>Results of tools that were saved with their conversation.</summary>
public class SavedResultTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_image_in_a_saved_result_is_one_for_the_policy_and_the_client(bool stream)
    {
        const string Saved = """[{"$type":"text","text":"the shot"},{"uri":"data:image/png;base64,AQID","name":"a","$type":"data"},{"$type":"uri","uri":"https://host/b.png","mediaType":"image/png"}]""";
        var (blind, seeing) = (FakeChatClient.Saying("blind"), FakeChatClient.Saying("seeing"));
        using var router = new ModelRouterChatClient(
            [new(Profile("blind", 0.9), blind), new(Profile("seeing", 0.5) with { Capabilities = ModelCapabilities.Vision | ModelCapabilities.Tools }, seeing)]);
        var conversation = Conversation(Saved);

        Assert.Equal("seeing", (await router.AskAsync(stream, conversation)).Text);

        Assert.Equal(0, blind.Calls);
        var parts = Assert.IsType<IEnumerable<AIContent>>(Assert.IsType<FunctionResultContent>(seeing.Received[0][2].Contents[0]).Result, exactMatch: false).ToArray();
        Assert.Equal("the shot", Assert.IsType<TextContent>(parts[0]).Text);
        Assert.Equal(("image/png", "a", 3), (Assert.IsType<DataContent>(parts[1]).MediaType, ((DataContent)parts[1]).Name, ((DataContent)parts[1]).Data.Length));
        Assert.Equal("https://host/b.png", Assert.IsType<UriContent>(parts[2]).Uri.AbsoluteUri);
        Assert.IsType<JsonElement>(Assert.IsType<FunctionResultContent>(conversation[2].Contents[0]).Result);
    }

    [Theory]
    [InlineData("""{"$type":"functionCall","callId":"1","name":"delete"}""")]
    [InlineData("""{"$type":"text","text":"a","weight":2}""")]
    [InlineData("""[{"$type":"text","text":"a"},{"x":1}]""")]
    [InlineData("""[{"$type":"data","uri":"https://host/a.png"}]""")]
    [InlineData("""[{"$type":"data","uri":"data:nothing"}]""")]
    [InlineData("""[{"$type":"data"}]""")]
    [InlineData("""[{"$type":"uri","uri":"https://host","mediaType":"7"}]""")]
    [InlineData("""[{"$type":"text","text":7}]""")]
    [InlineData("""{"$type":3}""")]
    [InlineData("[]")]
    [InlineData("[[]]")]
    [InlineData("7")]
    public async Task What_else_a_tool_has_found_stays_as_it_is(string found)
    {
        var client = FakeChatClient.Saying("hello");
        using var router = new ModelRouterChatClient([new(Profile("m") with { Capabilities = ModelCapabilities.Vision | ModelCapabilities.Tools }, client)]);

        await router.AskAsync(true, Conversation(found));

        Assert.Equal(found, Assert.IsType<JsonElement>(Assert.IsType<FunctionResultContent>(client.Received[0][2].Contents[0]).Result).GetRawText());
    }

    private static ChatMessage[] Conversation(string found) =>
    [
        new(ChatRole.User, "look"),
        new(ChatRole.Assistant, [new FunctionCallContent("t1", "look")]),
        new(ChatRole.Tool, [new FunctionResultContent("t1", JsonElement.Parse(found))]),
    ];
}
