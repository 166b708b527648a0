using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelRouter.TestProviders;

namespace ModelRouter.Providers.Tests;

public class AnthropicAnswerTests
{
    public static TheoryData<string, string, bool> Answers
    {
        get
        {
            var data = new TheoryData<string, string, bool>();
            foreach (var streams in new[] { true, false })
            {
                data.Add(AnthropicRecordings.Thought, """<Two and two: 넷.|SIG+1==> It is 4 ("넷"). [stop] 1320+42""", streams);
                data.Add(
                    AnthropicRecordings.Calls,
                    """<|RED==> <Look it up.|SIG+2==> weather({"city":"서울"}) weather({"city":"Bonn","days":2}) [tool_calls] 90+70""",
                    streams);
                data.Add(AnthropicRecordings.Text("Half an", "max_tokens"), "Half an [length] 9+5", streams);
                data.Add(AnthropicRecordings.Text("Done", "stop_sequence"), "Done [stop] 9+5", streams);
                data.Add(AnthropicRecordings.Text("I", "model_context_window_exceeded"), "I [length] 9+5", streams);
                data.Add(AnthropicRecordings.Text("No", "refusal"), "No [content_filter] 9+5", streams);
                data.Add(AnthropicRecordings.Text("Wait", "pause_turn"), "Wait [pause_turn] 9+5", streams);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Thought_text_calls_and_usage_come_apart(string body, string expected, bool streams)
    {
        await using var server = await WireServer.StartAsync(new StrictAnthropic(_ => WireAnswer.Events(body)).Answer);
        using var client = Client(server);
        Assert.Equal(expected, Transcript.Of(await client.AskAsync(streams, "2+2?")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Input_from_the_cache_and_into_it_is_counted_apart(bool streams)
    {
        await using var server = await WireServer.StartAsync(new StrictAnthropic(_ => WireAnswer.Events(AnthropicRecordings.Thought)).Answer);
        using var client = Client(server);
        var usage = (await client.AskAsync(streams, "2+2?")).Usage!;
        Assert.Equal((1320, 1000, 42, 1362), (usage.InputTokenCount, usage.CachedInputTokenCount, usage.OutputTokenCount, usage.TotalTokenCount));
        Assert.Equal(300, usage.AdditionalCounts!["CacheCreationInputTokens"]);
    }

    [Theory]
    [InlineData(true, "off")]
    [InlineData(true, "on")]
    [InlineData(false, "default")]
    [InlineData(false, "on")]
    public async Task A_tool_loop_runs_through(bool streams, string think)
    {
        var answers = new Queue<string>([AnthropicRecordings.Calls, AnthropicRecordings.Thought]);
        await using var server = await WireServer.StartAsync(new StrictAnthropic(_ => WireAnswer.Events(answers.Dequeue())).Answer);
        using var client = new ChatClientBuilder(Client(server, ("Think", think))).UseFunctionInvocation().Build();
        var weather = AIFunctionFactory.Create((string city, int days = 1) => city == "Bonn" ? (object)$"rain for {days} days" : new { sky = "clear" }, "weather");
        var response = await client.AskAsync(streams, "How is the weather?", new() { Tools = [weather] });
        Assert.EndsWith("It is 4 (\"넷\").", response.Text, StringComparison.Ordinal);

        var turn = server.Requests[^1].Json.GetProperty("messages")[1].GetProperty("content");
        var thoughts = turn.EnumerateArray().Select(static block => $"{block.GetProperty("type")}").Where(static type => type.Contains("thinking", StringComparison.Ordinal));
        Assert.Equal(think == "off" ? "" : "redacted_thinking thinking", string.Join(' ', thoughts));
        Assert.Equal(think == "on", server.Requests[^1].Json.TryGetProperty("thinking", out var thinking) && thinking.GetProperty("type").GetString() == "enabled");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_stored_conversation_goes_on(bool streams)
    {
        await using var server = await WireServer.StartAsync(new StrictAnthropic(_ => WireAnswer.Events(AnthropicRecordings.Thought)).Answer);
        using var client = Client(server, ("Think", "on"));
        var first = await client.AskAsync(streams, "2+2?");
        List<ChatMessage> history = [new(ChatRole.User, "2+2?"), .. first.Messages, new(ChatRole.User, "And 3+3?")];
        var stored = JsonSerializer.Deserialize<List<ChatMessage>>(JsonSerializer.Serialize(history, AIJsonUtilities.DefaultOptions), AIJsonUtilities.DefaultOptions)!;
        foreach (var messages in new[] { history, stored })
        {
            await client.AskAsync(streams, messages);
            var thought = server.Requests[^1].Json.GetProperty("messages")[1].GetProperty("content")[0];
            Assert.Equal(("Two and two: 넷.", "SIG+1=="), (thought.GetProperty("thinking").GetString(), thought.GetProperty("signature").GetString()));
        }
    }

    [Theory]
    [InlineData(true, "default")]
    [InlineData(false, "on")]
    [InlineData(true, "adaptive")]
    public async Task Thoughts_of_others_stay_away_and_their_turns_are_made_to_fit(bool streams, string think)
    {
        await using var server = await WireServer.StartAsync(new StrictAnthropic(_ => WireAnswer.Events(AnthropicRecordings.Thought)).Answer);
        using var client = Client(server, ("Think", think));
        ChatMessage[] messages =
        [
            new(ChatRole.System, "Be brief."),
            new(ChatRole.User, "How is the weather"),
            new(ChatRole.User, "in Bonn and Seoul?"),
            new(ChatRole.Assistant,
            [
                new TextReasoningContent("Hm."),
                new TextReasoningContent("Encrypted.") { ProtectedData = "gAAAA" },
                new TextContent(" "),
                new FunctionCallContent("call:1.a", "weather", new Dictionary<string, object?>(StringComparer.Ordinal) { ["city"] = "Bonn" }),
                new FunctionCallContent("call_2", "weather"),
            ]),
            new(ChatRole.Tool, [new FunctionResultContent("call:1.a", "rain")]),
            new(ChatRole.System, "Answer in English."),
            new(ChatRole.Tool, [new TextContent("By the way:"), new FunctionResultContent("call_2", new { sky = "clear" })]),
        ];
        var response = await client.AskAsync(streams, messages);
        Assert.Equal("It is 4 (\"넷\").", response.Text);
        var sent = server.Requests[^1].Json;
        Assert.Equal("Be brief. Answer in English.", string.Join(' ', sent.GetProperty("system").EnumerateArray().Select(static block => block.GetProperty("text"))));
        Assert.DoesNotContain("Hm.", server.Requests[^1].Body, StringComparison.Ordinal);
        Assert.DoesNotContain("gAAAA", server.Requests[^1].Body, StringComparison.Ordinal);

        // A tool loop that began without a signed thought can't go on with one.
        Assert.False(sent.TryGetProperty("thinking", out _));
    }

    [Fact]
    public void Says_what_it_is()
    {
        using var client = Clients.Create(new AnthropicModelProvider(), "claude-sonnet-4-5", new Uri("https://proxy.example/anthropic/v1/"));
        var metadata = client.GetService<ChatClientMetadata>()!;
        Assert.Equal(
            ("anthropic", "claude-sonnet-4-5", "https://proxy.example/anthropic"), (metadata.ProviderName, metadata.DefaultModelId, $"{metadata.ProviderUri}"));
    }

    private static IChatClient Client(WireServer server, params (string Key, string? Value)[] settings) =>
        Clients.Create(new AnthropicModelProvider(), "claude-sonnet-4-5", server.Address, [("ApiKey", "key"), .. settings]);
}
