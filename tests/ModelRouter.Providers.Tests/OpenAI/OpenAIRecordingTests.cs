using Microsoft.Extensions.AI;
using ModelRouter.TestProviders;

namespace ModelRouter.Providers.Tests;

/// <summary>Each dialect's answer means the same streamed and whole.</summary>
public class OpenAIRecordingTests
{
    public static TheoryData<string, bool> Cases()
    {
        var cases = new TheoryData<string, bool>();
        foreach (var dialect in OpenAIDialects.All)
        {
            cases.Add(dialect.Name, false);
            cases.Add(dialect.Name, true);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task An_answer_means_what_the_service_said(string dialect, bool isStreaming)
    {
        var recording = OpenAIRecordings.Of(dialect);
        await using var server = await WireServer.StartAsync(
            request => request.Json.TryGetProperty("stream", out _) ? WireAnswer.Events(recording.Events) : WireAnswer.Json(recording.Json));
        using var client = OpenAITestClient.Create(server, dialect);
        var response = await client.AskAsync(isStreaming);
        Assert.Equal(recording.Meaning, OpenAITestClient.Meaning(response));

        var contents = Assert.Single(response.Messages).Contents;
        var thoughts = contents.Count(content => content is TextReasoningContent);
        Assert.Equal(recording.Thought.Length > 0 ? 1 : 0, thoughts);
        Assert.All(contents.Take(thoughts), content => Assert.IsType<TextReasoningContent>(content));
        Assert.Equal(ChatRole.Assistant, response.Messages[0].Role);
        Assert.Equal(dialect == "generic", response.ResponseId is null);
        Assert.NotEmpty(response.ModelId!);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_request_is_written_as_the_dialect_wants_it(string dialect, bool isStreaming)
    {
        var recording = OpenAIRecordings.Of(dialect);
        await using var server = await WireServer.StartAsync(
            _ => isStreaming ? WireAnswer.Events(recording.Events) : WireAnswer.Json(recording.Json));
        using var client = OpenAITestClient.Create(server, dialect, settings: ("ApiKey", "sk-test"));
        await client.AskAsync(isStreaming, "안녕", new() { MaxOutputTokens = 7, Temperature = 0.6f, TopK = 5, Seed = 3, StopSequences = ["x"] });

        var request = Assert.Single(server.Requests);
        var body = request.Json;
        var known = OpenAIDialects.Find(dialect)!;
        Assert.Equal(("POST", "/v1/chat/completions", "Bearer sk-test"), (request.Method, request.Path, request["Authorization"]));
        Assert.Equal("the-model", body.GetProperty("model").GetString());
        Assert.Equal(7, body.GetProperty(known.MaxTokensName).GetInt32());
        Assert.Equal("0.6", body.GetProperty("temperature").GetRawText());
        Assert.Equal(3, body.GetProperty(known.SeedName).GetInt32());
        Assert.Equal("""["x"]""", body.GetProperty("stop").GetRawText());
        Assert.Equal(known.HasTopK, body.TryGetProperty("top_k", out _));
        Assert.Equal(isStreaming, body.TryGetProperty("stream", out _));
        Assert.Equal(isStreaming && known.AsksForUsage, body.TryGetProperty("stream_options", out _));
        Assert.Equal("""[{"role":"user","content":"안녕"}]""", body.GetProperty("messages").GetRawText());
    }

    [Fact]
    public void Every_dialect_has_a_recording()
    {
        Assert.Equal(OpenAIDialects.All.Select(dialect => dialect.Name).Order(StringComparer.Ordinal), OpenAIRecordings.All.Select(recording => recording.Dialect).Order(StringComparer.Ordinal));
    }
}
