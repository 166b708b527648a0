using Microsoft.Extensions.AI;
using ModelRouter.TestProviders;

namespace ModelRouter.Providers.Tests;

public class AnthropicFaultTests
{
    public static TheoryData<string> Recordings => [AnthropicRecordings.Thought, AnthropicRecordings.Calls];

    [Theory]
    [MemberData(nameof(Recordings))]
    public async Task A_broken_stream_is_the_whole_answer_or_a_known_failure(string recording)
    {
        var whole = WireAnswer.Events(recording);
        await using var server = await WireServer.StartAsync(new StrictAnthropic(request => StreamFaults.Break(whole, request)).Answer);
        using var client = Client(server);
        var expected = Transcript.Of(await client.AskAsync(streams: true, "break:slow:0"));
        Assert.Empty(await StreamFaults.RunAsync(client, new AnthropicFailureReader(), whole.Body.Length, expected));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_stalled_stream_ends_when_the_caller_leaves(bool streams)
    {
        var whole = WireAnswer.Events(AnthropicRecordings.Thought);
        await using var server = await WireServer.StartAsync(new StrictAnthropic(request => StreamFaults.Break(whole, request)).Answer);
        using var client = Client(server);
        await StreamFaults.StallAsync(server, client, streams, whole.Body.Length);
    }

    [Theory]
    [InlineData("""{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}""", ModelFailureKind.Overload, true)]
    [InlineData("""{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}""", ModelFailureKind.Overload, false)]
    [InlineData("""{"type":"error","error":{"type":"rate_limit_error","message":"Slow down"}}""", ModelFailureKind.RateLimit, true)]
    [InlineData("""{"type":"error","error":{"type":"api_error","message":"x"}}""", ModelFailureKind.Server, false)]
    [InlineData("""{"type":"error"}""", ModelFailureKind.Server, false)]
    [InlineData("""{"type":"message_stop"}""", ModelFailureKind.MalformedAnswer, true)]
    [InlineData("""{"type":"content_block_delta","index":7,"delta":{"type":"text_delta","text":"x"}}""", ModelFailureKind.MalformedAnswer, true)]
    [InlineData("""{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}""", ModelFailureKind.MalformedAnswer, false)]
    [InlineData("""{"type":"message_start"}""", ModelFailureKind.MalformedAnswer, false)]
    [InlineData("""{"type":"content_block_delta","index":0,"delta":5}""", ModelFailureKind.MalformedAnswer, true)]
    public async Task An_event_that_cannot_come_here_is_a_failure(string item, ModelFailureKind kind, bool streams)
    {
        var body = AnthropicRecordings.Events(
            """{"type":"message_start","message":{"id":"msg_03","type":"message","role":"assistant","model":"m","content":[],"usage":{"input_tokens":9,"output_tokens":1}}}""",
            """{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}""",
            """{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"It is "}}""",
            item);
        await using var server = await WireServer.StartAsync(new StrictAnthropic(_ => WireAnswer.Events(body)).Answer);
        using var client = Client(server);
        var exception = await Assert.ThrowsAnyAsync<Exception>(() => client.AskAsync(streams, "2+2?"));
        Assert.Equal(kind, new AnthropicFailureReader().Read(exception)?.Kind);
    }

    [Theory]
    [InlineData("", true), InlineData("", false)]
    [InlineData("data: [DONE]\n\n", true), InlineData("data: [DONE]\n\n", false)]
    [InlineData("more\n\n", true), InlineData("more\n\n", false)]
    public async Task An_answer_is_over_when_it_says_so_though_the_connection_stays_open(string rest, bool streams)
    {
        var whole = WireAnswer.Events(AnthropicRecordings.Thought + rest);
        await using var server = await WireServer.StartAsync(new StrictAnthropic(_ => whole with { StallAfter = whole.Body.Length }).Answer);
        using var client = Client(server);
        Assert.Equal("It is 4 (\"넷\").", (await client.AskAsync(streams, "2+2?")).Text);
    }

    [Theory]
    [InlineData("more\n\n")]
    [InlineData("event: ping\ndata: {\"type\":\"pong\"}\n\n")]
    [InlineData("event: content_block_delta\n\n")]
    [InlineData("event: content_block_delta\ndata:\n\n")]
    [InlineData("event: message_delta\ndata:\n\n")]
    [InlineData("event: error\ndata:\n\n")]
    public async Task What_is_no_event_is_a_failure(string item)
    {
        var body = AnthropicRecordings.Thought.Replace("event: message_stop", item + "event: message_stop", StringComparison.Ordinal);
        await using var server = await WireServer.StartAsync(new StrictAnthropic(_ => WireAnswer.Events(body)).Answer);
        using var client = Client(server);
        var exception = await Assert.ThrowsAsync<ModelServiceException>(() => client.AskAsync(true, "2+2?"));
        Assert.Equal(ModelFailureKind.MalformedAnswer, exception.Failure.Kind);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_text_whose_event_has_no_name_is_a_failure_and_not_left_out(bool streams)
    {
        const string Name = "event: content_block_delta\n";
        var at = AnthropicRecordings.Thought.LastIndexOf(Name, StringComparison.Ordinal);
        var body = AnthropicRecordings.Thought.Remove(at, Name.Length);
        await using var server = await WireServer.StartAsync(new StrictAnthropic(_ => WireAnswer.Events(body)).Answer);
        using var client = Client(server);
        var exception = await Assert.ThrowsAsync<ModelServiceException>(() => client.AskAsync(streams, "2+2?"));
        Assert.Equal(ModelFailureKind.MalformedAnswer, exception.Failure.Kind);
    }

    [Theory]
    [InlineData(true, "data:\n\n"), InlineData(false, "data:\n\n")]
    [InlineData(true, "event: ping\ndata:\n\n"), InlineData(false, "event: ping\ndata:\n\n")]
    [InlineData(true, "event: ping\n\n"), InlineData(false, "event: ping\n\n")]
    [InlineData(true, "event: keepalive\ndata: \n\n"), InlineData(false, "event: keepalive\ndata: \n\n")]
    public async Task An_empty_event_is_passed_over(bool streams, string empty)
    {
        var body = empty + AnthropicRecordings.Thought.Replace("event: content_block_stop", $"{empty}event: content_block_stop", StringComparison.Ordinal);
        await using var server = await WireServer.StartAsync(new StrictAnthropic(_ => WireAnswer.Events(body)).Answer);
        using var client = Client(server);
        Assert.Equal("It is 4 (\"넷\").", (await client.AskAsync(streams, "2+2?")).Text);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Arguments_that_its_client_does_not_read_are_a_failure(bool streams)
    {
        var body = AnthropicRecordings.Calls.Replace("\"input\":{}", "\"input\":{\"city\":\"Bonn\"}", StringComparison.Ordinal);
        var lines = body.Split("\n\n").Where(static item => !item.Contains("input_json_delta", StringComparison.Ordinal));
        var answer = WireAnswer.Events(string.Join("\n\n", lines));
        await using var server = await WireServer.StartAsync(new StrictAnthropic(_ => answer).Answer);
        using var client = Client(server);
        var exception = await Assert.ThrowsAsync<ModelServiceException>(() => client.AskAsync(streams, "2+2?"));
        Assert.Equal(ModelFailureKind.MalformedAnswer, exception.Failure.Kind);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Comments_line_ends_of_windows_and_missing_names_are_events_as_well(bool streams)
    {
        var body = ": hello\nretry: 5\nid: 1\n" + AnthropicRecordings.Thought.Replace("event: message_stop\n", "", StringComparison.Ordinal);
        foreach (var wire in new[] { body, body.Replace("\n", "\r\n", StringComparison.Ordinal) })
        {
            await using var server = await WireServer.StartAsync(new StrictAnthropic(_ => WireAnswer.Events(wire)).Answer);
            using var client = Client(server);
            Assert.Equal("It is 4 (\"넷\").", (await client.AskAsync(streams, "2+2?")).Text);
        }
    }

    private static IChatClient Client(WireServer server) => Clients.Create(new AnthropicModelProvider(), "claude-sonnet-4-5", server.Address, ("ApiKey", "key"));
}
