using Microsoft.Extensions.AI;
using ModelRouter.TestProviders;

namespace ModelRouter.Providers.Tests;

/// <summary>Streams that are stopped or break are billed by what had been told of them by then.</summary>
public class EarlyUsageTests
{
    [Fact]
    public async Task What_Anthropics_service_has_read_is_billed_when_the_caller_stops_the_stream()
    {
        await using var server = await WireServer.StartAsync(_ => WireAnswer.Events(AnthropicRecordings.Events(
        [
            """
            {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"claude","content":[],"stop_reason":null,"usage":{
             "input_tokens":1000,"cache_read_input_tokens":3000,"cache_creation_input_tokens":1000,
             "cache_creation":{"ephemeral_5m_input_tokens":600,"ephemeral_1h_input_tokens":400},"output_tokens":1}}}
            """.ReplaceLineEndings(""),
            """{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}""",
            """{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"one two"}}""",
            """{"type":"content_block_stop","index":0}""",
            """{"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":2}}""",
            """{"type":"message_stop"}""",
        ])));
        using var client = Clients.Create(new AnthropicModelProvider(), "claude", server.Address, ("ApiKey", "key"));

        var usage = await StoppedAsync(client);

        Assert.Equal((5_000L, 3_000L), (usage.InputTokens, usage.CachedInputTokens));
        Assert.Equal((1_000L, 400L), (usage.Details!.CacheWriteTokens, usage.Details.LongCacheWriteTokens));
        Assert.InRange(usage.OutputTokens, 2, 5);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_was_reported_on_the_way_is_billed_when_the_caller_stops_the_stream(bool isAzure)
    {
        var usage = """{"prompt_tokens":5000,"completion_tokens":700,"total_tokens":5700,"prompt_tokens_details":{"cached_tokens":3000}}""";
        var piece = Chunk("""{"content":"one two"}""", usage);
        await using var server = await WireServer.StartAsync(_ => WireAnswer.Events(piece + piece + "data: [DONE]\n\n"));
        using IChatClient client = isAzure ? AzureClients.Of(server) : OpenAITestClient.Create(server, "generic");

        var billed = await StoppedAsync(client);

        Assert.Equal((5_000L, 3_000L, 700L), (billed.InputTokens, billed.CachedInputTokens, billed.OutputTokens));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_tool_call_that_breaks_off_is_billed_by_its_length(bool isAzure)
    {
        var piece = Chunk("""{"tool_calls":[{"index":0,"id":"c1","function":{"name":"write","arguments":"one word after the other "}}]}""", "null");
        await using var server = await WireServer.StartAsync(_ => WireAnswer.Events(string.Concat(Enumerable.Repeat(piece, 200))));
        using IChatClient client = isAzure ? AzureClients.Of(server) : OpenAITestClient.Create(server, "generic");

        Assert.InRange((await BrokenAsync(client, streams: true)).OutputTokens, 800, 2_000);
    }

    [Theory]
    [InlineData(true, false, false)]
    [InlineData(true, true, false)]
    [InlineData(false, false, false)]
    [InlineData(false, true, false)]
    [InlineData(true, false, true)]
    [InlineData(false, false, true)]
    public async Task A_tool_call_of_Anthropics_that_breaks_off_is_billed_by_its_length(bool streams, bool isWhole, bool isPooled)
    {
        await using var server = await WireServer.StartAsync(_ => WireAnswer.Events(AnthropicRecordings.Events(
        [
            """{"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"claude","content":[],"stop_reason":null,"usage":{"input_tokens":1000,"output_tokens":1}}}""",
            """{"type":"content_block_start","index":0,"content_block":{"type":"tool_use","id":"t1","name":"write","input":{}}}""",
            """{"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":"{\"text\":\""}}""",
            .. Enumerable.Repeat("""{"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":"one word after the other "}}""", 200),
            .. isWhole
                ? new[]
                {
                    """{"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":"\"}"}}""",
                    """{"type":"content_block_stop","index":0}""",
                }
                : [],
        ])));
        using var client = Clients.Create(new AnthropicModelProvider(), "claude", server.Address, ("ApiKey", "key"));

        var usage = await BrokenAsync(isPooled ? new PoolChatClient([new PoolNode("n", client)]) : client, streams);

        Assert.Equal(1_000, usage.InputTokens);
        Assert.InRange(usage.OutputTokens, 1_200, 1_300);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    [InlineData(false, true)]
    public async Task What_Ollama_wrote_before_it_broke_is_billed_either_way(bool streams, bool isPooled)
    {
        var line = """{"message":{"role":"assistant","content":"one word after the other "},"done":false}""" + "\n";
        await using var server = await WireServer.StartAsync(new StrictOllama(_ => WireAnswer.Lines(string.Concat(Enumerable.Repeat(line, 200)))).Answer);
        using var client = Clients.Create(new OllamaModelProvider(), "qwen3:8b", server.Address);

        Assert.InRange((await BrokenAsync(isPooled ? new PoolChatClient([new PoolNode("n", client)]) : client, streams)).OutputTokens, 1_200, 1_300);
    }

    [Theory]
    [InlineData(false, "insufficient_system_resource", "\"content\":\"half of an\"")]
    [InlineData(false, "tool_calls", "\"tool_calls\":[{\"index\":0,\"id\":\"x\",\"function\":{\"arguments\":\"{}\"}}]")]
    [InlineData(true, "tool_calls", "\"tool_calls\":[{\"index\":0,\"id\":\"x\",\"function\":{\"arguments\":\"{}\"}}]")]
    [InlineData(true, "", "\"content\":\"half of an\"")]
    public async Task What_a_service_says_that_a_useless_answer_used_is_billed(bool isAzure, string finish, string said)
    {
        const string Usage = """{"prompt_tokens":5000,"completion_tokens":3000,"total_tokens":8000}""";
        string Answer(string part, string content) =>
            $$$"""{"id":"c1","model":"m","choices":[{"index":0,"{{{part}}}":{{{{content}}}},"finish_reason":"{{{finish}}}"}],"usage":{{{Usage}}}}""";
        var piece = "data: " + Answer("delta", said) + "\n\n";
        var noted = Chunk("""{"content":"half of an"}""", "null");
        foreach (var (streams, answer) in new[]
        {
            (false, WireAnswer.Json(Answer("message", said))),
            (true, WireAnswer.Events(piece + "data: [DONE]\n\n")),
            (true, WireAnswer.Events(noted + piece + "data: [DONE]\n\n")),
        })
        {
            await using var server = await WireServer.StartAsync(_ => answer);
            using IChatClient client = isAzure ? AzureClients.Of(server) : OpenAITestClient.Create(server, "deepseek", null, ("ApiKey", "key"));

            var usage = await BrokenAsync(client, streams);

            Assert.Equal((5_000L, 3_000L, false), (usage.InputTokens, usage.OutputTokens, usage.IsEstimated));
        }
    }

    [Theory]
    [InlineData(false, "{\"error\":{\"message\":\"overloaded\",\"code\":503}}")]
    [InlineData(false, "{\"choices\":7}")]
    [InlineData(true, "{\"error\":{\"message\":\"overloaded\",\"code\":503}}")]
    [InlineData(true, "{\"choices\":7}")]
    public async Task What_came_after_a_report_is_billed_although_a_piece_ends_the_answer(bool isAzure, string last)
    {
        var first = Chunk("""{"role":"assistant"}""", """{"prompt_tokens":5000,"completion_tokens":1,"total_tokens":5001}""");
        var piece = Chunk("""{"tool_calls":[{"index":0,"id":"c1","function":{"name":"write","arguments":"one word after the other "}}]}""", "null");
        await using var server = await WireServer.StartAsync(_ => WireAnswer.Events($"{first}{string.Concat(Enumerable.Repeat(piece, 200))}data: {last}\n\n"));
        using IChatClient client = isAzure ? AzureClients.Of(server) : OpenAITestClient.Create(server, "generic");

        var usage = await BrokenAsync(client, streams: true);

        Assert.Equal((5_000L, true), (usage.InputTokens, usage.IsEstimated));
        Assert.InRange(usage.OutputTokens, 800, 2_000);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_answer_that_comes_whole_where_a_stream_was_asked_for_is_billed_by_its_usage(bool isAzure)
    {
        await using var server = await WireServer.StartAsync(_ => WireAnswer.Json(
            """{"choices":[{"index":0,"message":{"content":"Hello"},"finish_reason":"stop"}],"usage":{"prompt_tokens":5000,"completion_tokens":3000}}"""));
        using IChatClient client = isAzure ? AzureClients.Of(server) : OpenAITestClient.Create(server, "generic");

        var usage = await BrokenAsync(client, streams: true);

        Assert.Equal((5_000L, 3_000L), (usage.InputTokens, usage.OutputTokens));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_Anthropics_service_told_right_before_an_error_is_shown_and_billed(bool streams)
    {
        await using var server = await WireServer.StartAsync(_ => WireAnswer.Events(AnthropicRecordings.Events(
            """{"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"claude","content":[],"stop_reason":null,"usage":{"input_tokens":100000,"output_tokens":1}}}""",
            """{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}""",
            """{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hello"}}""",
            """{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}""")));
        using var client = Clients.Create(new AnthropicModelProvider(), "claude", server.Address, ("ApiKey", "key"));

        var (text, entry) = await BrokenTextAsync(client, streams);

        Assert.Equal(streams ? "Hello" : "", text);
        Assert.Equal(100_000, entry.Usage.InputTokens);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_Ollama_wrote_right_before_an_error_is_shown_and_billed(bool streams)
    {
        const string Wire = """
            {"message":{"role":"assistant","content":"one word after the other"},"done":false}
            {"error":"an error was encountered while running the model"}

            """;
        await using var server = await WireServer.StartAsync(new StrictOllama(_ => WireAnswer.Lines(Wire)).Answer);
        using var client = Clients.Create(new OllamaModelProvider(), "qwen3:8b", server.Address);

        var (text, entry) = await BrokenTextAsync(client, streams);

        Assert.Equal(streams ? "one word after the other" : "", text);
        Assert.InRange(entry.Usage.OutputTokens, 5, 10);
    }

    private static string Chunk(string delta, string usage) =>
        $$$"""data: {"id":"c1","model":"m","choices":[{"index":0,"delta":{{{delta}}},"finish_reason":null}],"usage":{{{usage}}}}""" + "\n\n";

    /// <summary>What is billed of an answer that ends before it is whole.</summary>
    private static async Task<TokenUsage> BrokenAsync(IChatClient client, bool streams) => (await BrokenTextAsync(client, streams)).Entry.Usage;

    /// <summary>The same, with the text that was shown.</summary>
    private static async Task<(string Text, SpendEntry Entry)> BrokenTextAsync(IChatClient client, bool streams)
    {
        var ledger = new InMemorySpendLedger();
        using var router = new ModelRouterChatClient([new(Clients.Profile("m"), client)], ledger: ledger);
        var text = "";
        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            if (!streams)
            {
                await router.GetResponseAsync("Hi", cancellationToken: TestContext.Current.CancellationToken);
            }

            await foreach (var update in router.GetStreamingResponseAsync("Hi", cancellationToken: TestContext.Current.CancellationToken))
            {
                text += update.Text;
            }
        });
        return (text, Assert.Single(ledger.Snapshot()));
    }

    /// <summary>What is billed of a stream whose reader leaves at the first text.</summary>
    private static async Task<TokenUsage> StoppedAsync(IChatClient client)
    {
        var ledger = new InMemorySpendLedger();
        using var router = new ModelRouterChatClient([new(Clients.Profile("m"), client)], ledger: ledger);
        await foreach (var update in router.GetStreamingResponseAsync([new(ChatRole.User, "Hi")], cancellationToken: TestContext.Current.CancellationToken))
        {
            if (update.Text.Length > 0)
            {
                break;
            }
        }

        return Assert.Single(ledger.Snapshot()).Usage;
    }
}
