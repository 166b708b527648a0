using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelRouter.TestProviders;

namespace ModelRouter.Providers.Tests;

/// <summary>What Anthropic's client leaves out without a word is refused, or sent in another form.</summary>
public class AnthropicLeftOutTests
{
    public static TheoryData<AIContent> Files =>
    [
        new DataContent(new byte[] { 1 }, "application/zip"),
        new DataContent(new byte[] { 1 }, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        new DataContent(new byte[] { 1 }, "audio/wav"),
        new DataContent(new byte[] { 1 }, "video/mp4"),
        new UriContent("https://example.org/a.txt", "text/plain"),
        new UriContent("https://example.org/a.zip", "application/zip"),
    ];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_file_that_the_service_does_not_take_is_refused(AIContent file)
    {
        foreach (var streams in new[] { true, false })
        {
            await Assert.ThrowsAsync<ModelRefusedException>(() => SendAsync(streams, null, [new TextContent("Read it."), file]));
        }
    }

    [Theory]
    [InlineData("text/csv", "document")]
    [InlineData("application/json", "document")]
    [InlineData("application/xml", "document")]
    [InlineData("application/x-yaml", "document")]
    [InlineData("application/geo+json", "document")]
    [InlineData("application/pdf", "document")]
    [InlineData("image/png", "image")]
    public async Task A_file_that_it_takes_is_sent(string type, string block)
    {
        foreach (var streams in new[] { true, false })
        {
            var sent = await SendAsync(streams, null, [new TextContent("Read it."), new DataContent("{\"a\":1}"u8.ToArray(), type)]);
            var contents = sent.GetProperty("messages")[0].GetProperty("content");
            Assert.Equal((2, block), (contents.GetArrayLength(), contents[1].GetProperty("type").GetString()));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_file_that_the_service_keeps_is_sent(bool streams)
    {
        var sent = await SendAsync(streams, null, [new TextContent("Read it."), new HostedFileContent("file_1")]);
        Assert.Equal(2, sent.GetProperty("messages")[0].GetProperty("content").GetArrayLength());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_it_has_no_form_for_is_refused(bool streams)
    {
        var image = new DataContent(new byte[] { 1 }, "image/png");
        await Assert.ThrowsAsync<ModelRefusedException>(
            () => SendAsync(streams, null, [new TextContent("x")], new ChatMessage(ChatRole.System, [new TextContent("Look."), image])));
        await Assert.ThrowsAsync<ModelRefusedException>(() => SendAsync(streams, null, [new TextContent("x"), new HostedVectorStoreContent("store-1")]));
        await Assert.ThrowsAsync<ModelRefusedException>(() => SendAsync(streams, null, [new TextContent("x"), new AIContent()]));

        // Who counted and what another provider's tool did is nobody's content.
        await SendAsync(streams, null, [new TextContent("x"), new UsageContent()], new(ChatRole.User, "y"), new(ChatRole.Assistant, [new TextContent("z"), new AIContent()]));
    }

    [Theory]
    [InlineData(true, "1")]
    [InlineData(false, "1")]
    [InlineData(true, "call:1")]
    [InlineData(false, "call:1")]
    public async Task A_file_that_a_tool_found_is_sent_as_one_or_refused(bool streams, string id)
    {
        async Task<JsonElement> FoundAsync(object found)
        {
            var sent = await SendAsync(
                streams, null, [new TextContent("And?")], new(ChatRole.User, "x"), new(ChatRole.Assistant, [new FunctionCallContent(id, "look")]),
                new(ChatRole.Tool, [new FunctionResultContent(id, found)]));
            return sent.GetProperty("messages")[2].GetProperty("content")[0].GetProperty("content");
        }

        var zip = new DataContent(new byte[] { 1 }, "application/zip");
        await Assert.ThrowsAsync<ModelRefusedException>(() => FoundAsync(zip));
        await Assert.ThrowsAsync<ModelRefusedException>(() => FoundAsync(new AIContent[] { new TextContent("found"), zip }));

        var json = (await FoundAsync(new DataContent("{}"u8.ToArray(), "application/json")))[0];
        Assert.Equal(("document", "{}"), (json.GetProperty("type").GetString(), json.GetProperty("source").GetProperty("data").GetString()));
        var parts = await FoundAsync(new AIContent[] { new TextContent("found"), new DataContent(new byte[] { 1 }, "image/png"), new UriContent("https://x.test/a", "text/html") });
        Assert.Equal(["text", "image", "text"], parts.EnumerateArray().Select(static part => part.GetProperty("type").GetString()), StringComparer.Ordinal);
        Assert.Contains("https://x.test/a", parts[2].GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"type":"array","items":{"type":"string"}}""")]
    [InlineData("""{"type":"string","enum":["a","b"]}""")]
    [InlineData("""{"anyOf":[{"type":"string"},{"type":"number"}]}""")]
    [InlineData("""{"$ref":"#/$defs/a","$defs":{"a":{"type":"object","properties":{"x":{"type":"string"}},"required":["x"]}}}""")]
    [InlineData("""{"type":"object"}""")]
    [InlineData("""{"type":"object","properties":{"x":{"type":"string"}}}""")]
    [InlineData("""{"type":"object","properties":{"x":{"type":"string"}},"required":["x"]}""")]
    [InlineData("""{"type":"object","properties":{},"required":[]}""")]
    public async Task A_schema_is_sent_or_refused(string schema)
    {
        var json = JsonElement.Parse(schema);
        var options = new ChatOptions { ResponseFormat = ChatResponseFormat.ForJsonSchema(json) };
        foreach (var streams in new[] { true, false })
        {
            if (json.TryGetProperty("properties", out _))
            {
                Assert.True((await SendAsync(streams, options, [new TextContent("x")])).GetProperty("output_config").TryGetProperty("format", out _));
            }
            else
            {
                await Assert.ThrowsAsync<ModelRefusedException>(() => SendAsync(streams, options, [new TextContent("x")]));
            }
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_tool_that_it_does_not_have_is_refused(bool streams)
    {
        await Assert.ThrowsAsync<ModelRefusedException>(
            () => SendAsync(streams, new() { Tools = [new HostedFileSearchTool()] }, [new TextContent("x")]));
        var sent = await SendAsync(streams, new() { Tools = [new HostedWebSearchTool()] }, [new TextContent("x")]);
        Assert.Equal(1, sent.GetProperty("tools").GetArrayLength());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Blank_instructions_are_none(bool streams)
    {
        var sent = await SendAsync(streams, new() { Instructions = " " }, [new TextContent("x")], new ChatMessage(ChatRole.System, "\n"), new ChatMessage(ChatRole.System, ""));
        Assert.False(sent.TryGetProperty("system", out _));
        sent = await SendAsync(streams, new() { Instructions = "" }, [new TextContent("x")], new ChatMessage(ChatRole.System, [new TextContent(""), new TextContent("Be brief.")]));
        Assert.Equal("Be brief.", Assert.Single(sent.GetProperty("system").EnumerateArray()).GetProperty("text").GetString());
    }

    private static async Task<JsonElement> SendAsync(bool streams, ChatOptions? options, AIContent[] contents, params ChatMessage[] before)
    {
        await using var server = await WireServer.StartAsync(new StrictAnthropic(_ => WireAnswer.Events(AnthropicRecordings.Thought)).Answer);
        using var client = Clients.Create(new AnthropicModelProvider(), "claude-sonnet-4-5", server.Address, ("ApiKey", "key"));
        await client.AskAsync(streams, [.. before, new(ChatRole.User, contents)], options, TestContext.Current.CancellationToken);
        return server.Requests[^1].Json;
    }
}
