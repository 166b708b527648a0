using Microsoft.Extensions.AI;
using ModelRouter.TestProviders;

namespace ModelRouter.Providers.Tests;

public class AzureAnswerTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Thoughts_answer_and_usage_arrive_whole(bool stream)
    {
        await using var server = await WireServer.StartAsync(_ => stream ? AzureRecordings.TextStream : AzureRecordings.Text);
        using var client = AzureClients.Of(server);

        var response = await client.AskAsync(stream, AzureClients.Hello);

        Assert.Equal("Greet the sky.|Grüße, 하늘!||stop", AzureClients.Show(response));
        Assert.Equal(("c1", "DeepSeek-V3.2"), (response.ResponseId, response.ModelId));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1_735_689_600), response.CreatedAt);
        var usage = response.Usage!;
        Assert.Equal((20, 9, 29), (usage.InputTokenCount, usage.OutputTokenCount, usage.TotalTokenCount));
        Assert.Equal((16, 4), (usage.CachedInputTokenCount, usage.ReasoningTokenCount));
    }

    [Fact]
    public async Task Usage_that_grows_is_told_once()
    {
        await using var server = await WireServer.StartAsync(static _ => WireAnswer.Events("""
            data: {"id":"c1","choices":[{"delta":{"content":"a"}}],"usage":{"prompt_tokens":7,"completion_tokens":1,"prompt_cache_hit_tokens":4}}

            data: {"id":"c1","choices":[{"delta":{"content":"b"}}],"usage":{"prompt_tokens":7,"completion_tokens":2}}

            data: {"id":"c1","choices":[{"delta":{},"finish_reason":"stop"}],"usage":{"prompt_tokens":7,"completion_tokens":3}}

            data: [DONE]


            """.ReplaceLineEndings("\n")));
        using var client = AzureClients.Of(server);

        var usage = (await client.AskAsync(true, AzureClients.Hello)).Usage!;

        Assert.Equal((7, 3, 4), (usage.InputTokenCount, usage.OutputTokenCount, usage.CachedInputTokenCount));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Tool_calls_arrive_whole(bool stream)
    {
        await using var server = await WireServer.StartAsync(_ => stream ? AzureRecordings.ToolsStream : AzureRecordings.Tools);
        using var client = AzureClients.Of(server);

        var response = await client.AskAsync(stream, AzureClients.Hello);

        Assert.Equal("||t1:weather(city=Bern) t2:time()|tool_calls", AzureClients.Show(response));
        Assert.Equal((7, null), (response.Usage!.InputTokenCount, response.Usage.CachedInputTokenCount));
    }

    [Theory]
    [InlineData(false, true, "One and one.|2||stop")]
    [InlineData(true, true, "One and one.|2||stop")]
    [InlineData(false, false, "|<think>\nOne and one.\n</think>\n\n2||stop")]
    [InlineData(true, false, "|<think>\nOne and one.\n</think>\n\n2||stop")]
    public async Task A_thought_between_tags_is_split_off_where_the_model_writes_one(bool stream, bool splits, string expected)
    {
        await using var server = await WireServer.StartAsync(_ => stream ? AzureRecordings.ThinkStream : AzureRecordings.Think);
        using var client = AzureClients.Of(server, new() { ThinkTags = splits });

        var response = await client.AskAsync(stream, AzureClients.Hello);

        Assert.Equal(expected, AzureClients.Show(response));
        Assert.Equal(0, response.Usage!.CachedInputTokenCount);
    }

    [Theory]
    [InlineData("""{"choices":[{"delta":{"content":"ab"},"finish_reason":"length"}]}""", "|ab||length")]
    [InlineData("""{"choices":[{"delta":{"content":""},"finish_reason":"content_filter"}]}""", "|||content_filter")]
    [InlineData("""{"choices":[{"index":1,"delta":{"content":"x"}},{"index":0,"delta":{"content":"y"},"finish_reason":"stop"}]}""", "|y||stop")]
    [InlineData("""{"choices":[{"message":{"tool_calls":[{"function":{"name":"f","arguments":"{"}}]},"finish_reason":"stop"}]}""", "||call_0:f()InvalidOperationException|stop")]
    [InlineData("""{"choices":[{"message":{"tool_calls":[{"id":"1","function":{"name":"f","arguments":{"x":1}}}]},"finish_reason":"stop"}]}""", "||1:f(x=1)|stop")]
    [InlineData("""{"choices":[{"message":{"tool_calls":[{"id":"1","function":{"name":"f","arguments":null}}]},"finish_reason":"stop"}]}""", "||1:f()|stop")]
    public async Task Ends_and_oddities_are_told_as_they_are(string json, string expected)
    {
        var answer = WireAnswer.Json(json);
        await using var server = await WireServer.StartAsync(_ => answer);
        using var client = AzureClients.Of(server);
        Assert.Equal(expected, AzureClients.Show(await client.AskAsync(false, AzureClients.Hello)));
        answer = AzureRecordings.Stream(json);
        Assert.Equal(expected, AzureClients.Show(await client.AskAsync(true, AzureClients.Hello)));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("no json")]
    [InlineData("""{"choices":[]}""")]
    [InlineData("""{"choices":[7]}""")]
    [InlineData("""{"choices":"none"}""")]
    [InlineData("""{"choices":[{"message":{"content":"a"}}]}""")]
    [InlineData("""{"choices":[{"message":{"content":7},"finish_reason":"stop"}]}""")]
    [InlineData("""{"choices":[{"message":{"content":"\ud800"},"finish_reason":"stop"}]}""")]
    [InlineData("""{"choices":[{"message":{"tool_calls":[7]},"finish_reason":"stop"}]}""")]
    [InlineData("""{"choices":[{"message":{"tool_calls":[{"id":"1"}]},"finish_reason":"stop"}]}""")]
    [InlineData("""{"choices":[{"message":{"tool_calls":[{"function":{"name":"f","arguments":"\ud800"}}]},"finish_reason":"stop"}]}""")]
    [InlineData("""{"choices":[{"message":{"content":"a"},"finish_reason":"stop"}],"usage":{"prompt_tokens":-1}}""")]
    public async Task What_is_no_answer_is_a_malformed_one(string json)
    {
        var answer = WireAnswer.Json(json);
        await using var server = await WireServer.StartAsync(_ => answer);
        using var client = AzureClients.Of(server);
        await Assert.ThrowsAsync<InvalidDataException>(() => client.AskAsync(false, AzureClients.Hello));
        answer = AzureRecordings.Stream(json);
        await Assert.ThrowsAsync<InvalidDataException>(() => client.AskAsync(true, AzureClients.Hello));
    }

    [Fact]
    public async Task Events_are_read_in_all_forms_that_the_standard_knows()
    {
        const string end = """{"choices":[{"delta":{"content":"b"},"finish_reason":"stop"}]}""";
        await using var server = await WireServer.StartAsync(_ => WireAnswer.Events(
            ": ping\r\n\r\ndata:\n\nevent: message\r\nid: 1\r\nretry: 5\r\ndata:{\"choices\":\r\ndata: [{\"delta\":{\"content\":\"a\"}}]}\r\n\r\n"
            + $"data: {end}\n\ndata: [DONE]\n\ndata: after the end\n\n"));
        using var client = AzureClients.Of(server);
        Assert.Equal("|ab||stop", AzureClients.Show(await client.AskAsync(true, AzureClients.Hello)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    public async Task An_event_without_end_is_given_up(int lines)
    {
        var line = "data: " + new string(' ', (17 << 20) / lines) + "\n";
        await using var server = await WireServer.StartAsync(_ => WireAnswer.Events(string.Concat(Enumerable.Repeat(line, lines))));
        using var client = AzureClients.Of(server);
        var failure = await Assert.ThrowsAsync<InvalidDataException>(() => client.AskAsync(true, AzureClients.Hello));
        Assert.Contains("events", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_client_tells_of_itself()
    {
        using var client = new AzureInferenceChatClient(new("https://example.com/models"), new Azure.AzureKeyCredential("k"), new() { Model = "m" });
        var metadata = client.GetService<ChatClientMetadata>()!;
        Assert.Equal(("azure.ai.inference", "m"), (metadata.ProviderName, metadata.DefaultModelId));
        Assert.Same(client, client.GetService<AzureInferenceChatClient>());
        Assert.NotNull(client.GetService<Azure.AI.Inference.ChatCompletionsClient>());
        Assert.Null(client.GetService<string>());
    }
}
