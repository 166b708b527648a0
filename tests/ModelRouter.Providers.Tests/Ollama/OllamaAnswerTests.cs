using Microsoft.Extensions.AI;
using ModelRouter.TestProviders;

namespace ModelRouter.Providers.Tests;

public class OllamaAnswerTests
{
    private const string Calls = """<Look it up.|> weather({"city":"서울"}) weather({"city":"Bonn","days":2}) [tool_calls] 90+31""";

    public static TheoryData<string, string, bool> Answers
    {
        get
        {
            var data = new TheoryData<string, string, bool>();
            foreach (var streams in new[] { true, false })
            {
                data.Add(OllamaRecordings.Thought, """<Two and two: 넷.|> It is 4 ("넷"). [stop] 17+12""", streams);
                data.Add(OllamaRecordings.TaggedThought, """<Two and two: 넷.|> It is 4 ("넷"). [stop] 17+12""", streams);
                data.Add(OllamaRecordings.Calls, Calls, streams);

                // Without counts nothing is reported; a tag that only looked like one is text.
                data.Add(Line("<thin", ",\"done\":true,\"done_reason\":\"length\""), "<thin [length] +", streams);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Thought_text_calls_and_usage_come_apart(string body, string expected, bool streams)
    {
        await using var server = await WireServer.StartAsync(new StrictOllama(_ => WireAnswer.Lines(body)).Answer);
        using var client = Clients.Create(new OllamaModelProvider(), "qwen3:8b", server.Address);
        Assert.Equal(expected, Transcript.Of(await client.AskAsync(streams, "2+2?")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_thought_that_is_not_wanted_is_not_shown(bool streams)
    {
        await using var server = await WireServer.StartAsync(new StrictOllama(_ => WireAnswer.Lines(OllamaRecordings.Thought)).Answer);
        using var client = Clients.Create(new OllamaModelProvider(), "qwen3:8b", server.Address);
        var response = await client.AskAsync(streams, "2+2?", new() { Reasoning = new() { Output = ReasoningOutput.None } });
        Assert.Equal("""It is 4 ("넷"). [stop] 17+12""", Transcript.Of(response));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_tool_loop_runs_through(bool streams)
    {
        var answers = new Queue<string>([OllamaRecordings.Calls, OllamaRecordings.Thought]);
        await using var server = await WireServer.StartAsync(new StrictOllama(_ => WireAnswer.Lines(answers.Dequeue())).Answer);
        using var client = new ChatClientBuilder(Clients.Create(new OllamaModelProvider(), "qwen3:8b", server.Address)).UseFunctionInvocation().Build();
        var weather = AIFunctionFactory.Create((string city, int days = 1) => city == "Bonn" ? (object)$"rain for {days} days" : new { sky = "clear" }, "weather");
        var response = await client.AskAsync(streams, "How is the weather?", new() { Tools = [weather] });
        Assert.EndsWith("It is 4 (\"넷\").", response.Text, StringComparison.Ordinal);

        // The results stand as the tool gave them, with its name; the thought that led to the calls goes back with them.
        var messages = server.Requests[^1].Json.GetProperty("messages");
        Assert.Equal("Look it up.", messages[1].GetProperty("thinking").GetString());
        Assert.Equal("call_a", messages[1].GetProperty("tool_calls")[0].GetProperty("id").GetString());
        Assert.Equal("""{"sky":"clear"}""", messages[2].GetProperty("content").GetString());
        Assert.Equal("rain for 2 days", messages[3].GetProperty("content").GetString());
        Assert.Equal("weather", messages[3].GetProperty("tool_name").GetString());
    }

    [Fact]
    public async Task Ollama_is_asked_once_what_the_model_can_do()
    {
        await using var server = await WireServer.StartAsync(new StrictOllama(_ => WireAnswer.Lines(OllamaRecordings.Thought)).Answer);
        using var client = Clients.Create(new OllamaModelProvider(), "qwen3:8b", server.Address);
        Assert.Empty(server.Requests);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => client.AskAsync(i % 2 == 0, "2+2?")));
        Assert.Equal(1, server.Requests.Count(static request => request.Path == "/api/show"));
        Assert.Equal(8, server.Requests.Count(static request => request.Path == "/api/chat"));
    }

    [Fact]
    public void Says_what_it_is()
    {
        using var client = Clients.Create(new OllamaModelProvider(), "qwen3:8b", new Uri("http://gpu:11434/ollama"));
        var metadata = client.GetService<ChatClientMetadata>()!;
        Assert.Equal(("ollama", "qwen3:8b", "http://gpu:11434/ollama/"), (metadata.ProviderName, metadata.DefaultModelId, $"{metadata.ProviderUri}"));
    }

    private static string Line(string content, string rest) =>
        $$"""{"model":"m","message":{"role":"assistant","content":"{{content}}"}{{rest}}}""" + "\n";
}
