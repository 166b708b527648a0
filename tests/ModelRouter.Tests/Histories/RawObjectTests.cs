using Microsoft.Extensions.AI;

namespace ModelRouter.Tests;

/// <summary>Clients send a provider's object instead of what stands beside it, so a model gets none that nobody has read.</summary>
public class RawObjectTests
{
    private static readonly ModelProfile Model = Routers.Profile("a") with { Capabilities = ModelCapabilities.Vision };
    private static readonly object Raw = new();

    public static TheoryData<AIContent> Contents =>
    [
        new TextContent("text") { RawRepresentation = Raw },
        new DataContent(new byte[] { 1 }, "image/png") { Name = "a.png", RawRepresentation = Raw },
        new UriContent("https://example.org/a.png", "image/png") { RawRepresentation = Raw },
        new HostedFileContent("file-1") { Name = "a", MediaType = "text/plain", SizeInBytes = 4, RawRepresentation = Raw },
        new HostedVectorStoreContent("store-1") { RawRepresentation = Raw },
        new FunctionResultContent("1", "r") { RawRepresentation = Raw },
        new McpServerToolCallContent("1", "look", "crm") { Arguments = new Dictionary<string, object?>(StringComparer.Ordinal) { ["a"] = 1 }, RawRepresentation = Raw },
        new McpServerToolResultContent("1") { Outputs = [new TextContent("found")], RawRepresentation = Raw },
        new ToolApprovalRequestContent("1", new McpServerToolCallContent("1", "look", "crm")) { RawRepresentation = Raw },
        new ToolApprovalResponseContent("1", true, new McpServerToolCallContent("1", "look", "crm")) { Reason = "why", RawRepresentation = Raw },
    ];

    [Theory]
    [MemberData(nameof(Contents))]
    public void A_callers_contents_go_as_they_were_judged(AIContent content)
    {
        content.AdditionalProperties = new() { ["detail"] = "low" };
        content.Annotations = [new AIAnnotation()];
        foreach (var role in new[] { ChatRole.User, ChatRole.System, new ChatRole("developer"), ChatRole.Tool, ChatRole.Assistant })
        {
            var sent = Assert.Single(Assert.Single(Fit(new ChatMessage(role, [content]))).Contents);
            Assert.Null(sent.RawRepresentation);
            content.RawRepresentation = null;
            Assert.Equivalent(content, sent, strict: true);
            content.RawRepresentation = Raw;
        }
    }

    [Fact]
    public void A_message_goes_as_it_was_judged()
    {
        var message = new ChatMessage(ChatRole.User, "hi") { AuthorName = "Ann", RawRepresentation = Raw };
        var sent = Assert.Single(Fit(message));
        Assert.Equal(("hi", "Ann", null), (sent.Text, sent.AuthorName, sent.RawRepresentation));
        Assert.Same(Raw, message.RawRepresentation);
    }

    [Theory]
    [InlineData("user")]
    [InlineData("system")]
    [InlineData("developer")]
    public void What_a_caller_gives_as_an_object_alone_is_refused(string role)
    {
        ChatMessage[] unread =
        [
            new(new(role), [new TextContent("hi"), new AIContent { RawRepresentation = Raw }]),
            new(new(role), [new Odd { RawRepresentation = Raw }]),
            new(new(role), []) { RawRepresentation = Raw },
        ];
        Assert.All(unread, message => Assert.Contains("can't be judged", Assert.Throws<ModelRefusedException>(() => Fit(message)).Message, StringComparison.Ordinal));
    }

    [Fact]
    public void What_a_tool_has_found_goes_as_it_was_judged()
    {
        AIContent[] found = [new TextContent("found") { RawRepresentation = Raw }, new AIContent { RawRepresentation = Raw }];
        foreach (object result in new object[] { found, found[0] })
        {
            var given = new FunctionResultContent("1", result);
            var sent = Assert.IsType<FunctionResultContent>(Assert.Single(Assert.Single(Fit(new ChatMessage(ChatRole.Tool, [given]))).Contents));
            var part = Assert.IsType<TextContent>(Assert.Single(Assert.IsAssignableFrom<IEnumerable<AIContent>>(sent.Result)));
            Assert.Equal(("found", null), (part.Text, part.RawRepresentation));
            Assert.Same(result, given.Result);
        }
    }

    [Fact]
    public void What_clients_send_as_an_object_alone_stays_with_the_model_that_wrote_it()
    {
        AIContent[] others =
        [
            new AIContent { RawRepresentation = Raw }, new Odd { RawRepresentation = Raw },
            new CodeInterpreterToolCallContent("1") { Inputs = [new TextContent("code")], RawRepresentation = Raw },
            new CodeInterpreterToolResultContent("1") { Outputs = [new TextContent("found")], RawRepresentation = Raw },
            new WebSearchToolCallContent("1") { Queries = ["weather"], RawRepresentation = Raw },
            new ImageGenerationToolResultContent("1") { RawRepresentation = Raw },
        ];
        foreach (var content in others)
        {
            var foreign = new ChatMessage(ChatRole.Assistant, [content, new TextContent("hi")]);
            Assert.Equal("hi", Assert.IsType<TextContent>(Assert.Single(Assert.Single(Fit(foreign)).Contents)).Text);
            var own = foreign.Clone();
            own.AdditionalProperties = new() { ["modelrouter.model"] = "a" };
            Assert.Same(content, Assert.Single(Fit(own)).Contents[0]);
        }

        // What was saved has no object any more, and is read as it stands.
        var saved = new ChatMessage(ChatRole.Assistant, [new WebSearchToolCallContent("1") { Queries = ["weather"] }, new TextContent("hi")]);
        Assert.Same(saved, Assert.Single(Fit(saved)));
    }

    [Fact]
    public void A_models_own_turns_keep_theirs()
    {
        var own = new ChatMessage(ChatRole.Assistant, [new TextContent("hi") { RawRepresentation = Raw }])
        {
            AdditionalProperties = new() { ["modelrouter.model"] = "a" },
        };
        Assert.Same(own, Assert.Single(Fit(own)));
    }

    private static ChatMessage[] Fit(ChatMessage message) => HistorySanitizer.MessagesFor(Model, [message], null);

    private sealed class Odd : AIContent;
}
