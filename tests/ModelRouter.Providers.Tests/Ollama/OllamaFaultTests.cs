using Microsoft.Extensions.AI;
using ModelRouter.TestProviders;

namespace ModelRouter.Providers.Tests;

public class OllamaFaultTests
{
    public static TheoryData<string> Recordings => [OllamaRecordings.Thought, OllamaRecordings.TaggedThought, OllamaRecordings.Calls];

    [Theory]
    [MemberData(nameof(Recordings))]
    public async Task A_broken_stream_is_the_whole_answer_or_a_known_failure(string recording)
    {
        var whole = WireAnswer.Lines(recording);
        await using var server = await WireServer.StartAsync(new StrictOllama(request => StreamFaults.Break(whole, request)).Answer);
        using var client = Clients.Create(new OllamaModelProvider(), "qwen3:8b", server.Address);
        var expected = Transcript.Of(await client.AskAsync(streams: true, "break:slow:0"));
        Assert.Empty(await StreamFaults.RunAsync(client, new OllamaFailureReader(), whole.Body.Length, expected));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_stalled_stream_ends_when_the_caller_leaves(bool streams)
    {
        var whole = WireAnswer.Lines(OllamaRecordings.Thought);
        await using var server = await WireServer.StartAsync(new StrictOllama(request => StreamFaults.Break(whole, request)).Answer);
        using var client = Clients.Create(new OllamaModelProvider(), "qwen3:8b", server.Address);
        await StreamFaults.StallAsync(server, client, streams, whole.Body.Length);
    }

    [Theory]
    [InlineData("""{"error":"an error was encountered while running the model: unexpected EOF"}""", ModelFailureKind.Server, true)]
    [InlineData("""{"error":"an error was encountered while running the model: unexpected EOF"}""", ModelFailureKind.Server, false)]
    [InlineData("""{"error":"the input exceeds the context length"}""", ModelFailureKind.ContextLength, true)]
    [InlineData("""{"error":"the input exceeds the context length: 'Hi \ud83d'"}""", ModelFailureKind.ContextLength, false)]
    [InlineData("""{"error":{"code":7}}""", ModelFailureKind.Server, false)]
    [InlineData("""{"model":"qwen3:8b","done":true}""", ModelFailureKind.MalformedAnswer, true)]
    [InlineData("""{"model":"qwen3:8b","message":{"role":"assistant"},"done":true}""", ModelFailureKind.MalformedAnswer, false)]
    [InlineData("""{"message":{"content":5},"done":true}""", ModelFailureKind.MalformedAnswer, false)]
    [InlineData("[1]", ModelFailureKind.MalformedAnswer, true)]
    [InlineData("<html>502</html>", ModelFailureKind.MalformedAnswer, false)]
    [InlineData("", ModelFailureKind.MalformedAnswer, true)]
    public async Task A_line_that_is_no_answer_is_a_failure(string line, ModelFailureKind kind, bool streams)
    {
        var before = """{"message":{"role":"assistant","content":"It is "},"done":false}""";
        await using var server = await WireServer.StartAsync(new StrictOllama(_ => WireAnswer.Lines($"{before}\n{line}\n")).Answer);
        using var client = Clients.Create(new OllamaModelProvider(), "qwen3:8b", server.Address);
        var exception = await Assert.ThrowsAnyAsync<Exception>(() => client.AskAsync(streams, "2+2?"));
        Assert.Equal(kind, new OllamaFailureReader().Read(exception)?.Kind);
    }

    [Theory]
    [InlineData("", true), InlineData("", false)]
    [InlineData("\n", true), InlineData("\n", false)]
    [InlineData("more\n", true), InlineData("more\n", false)]
    public async Task An_answer_is_over_when_it_says_so_though_the_connection_stays_open(string rest, bool streams)
    {
        var whole = WireAnswer.Lines(OllamaRecordings.Thought + rest);
        await using var server = await WireServer.StartAsync(new StrictOllama(_ => whole with { StallAfter = whole.Body.Length }).Answer);
        using var client = Clients.Create(new OllamaModelProvider(), "qwen3:8b", server.Address);
        Assert.Equal("It is 4 (\"넷\").", (await client.AskAsync(streams, "2+2?")).Text);
    }
}
