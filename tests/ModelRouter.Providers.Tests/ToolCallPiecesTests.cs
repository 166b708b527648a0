using Microsoft.Extensions.AI;
using ModelRouter.TestProviders;

namespace ModelRouter.Providers.Tests;

/// <summary>Calls of tools from services that don't tell them apart by index and id.</summary>
public class ToolCallPiecesTests
{
    private const string Two = """weather({"city":"Bonn"}) time({})""";

    public static TheoryData<string, string[]> Pieces => new()
    {
        { Two, ["""{"index":0,"id":"","function":{"name":"weather","arguments":"{\"city\":\"Bonn\"}"}}""", """{"index":0,"id":"","function":{"name":"time","arguments":"{}"}}"""] },
        { Two, ["""{"function":{"name":"weather","arguments":"{\"city\":"}}""", """{"function":{"arguments":"\"Bonn\"}"}}""", """{"function":{"name":"time","arguments":"{}"}}"""] },
        { Two, ["""{"index":0,"id":"a","function":{"name":"weather","arguments":"{\"city\":\"Bonn\"}"}}""", """{"index":0,"id":"b","function":{"name":"time","arguments":"{}"}}"""] },
        { """time({}) time({})""", ["""{"function":{"name":"time","arguments":"{}"}}""", """{"function":{"name":"time","arguments":"{}"}}"""] },

        // Another id with every piece; no index, but the id with every piece, of one call and of two that take turns.
        { """weather({"city":"Bonn"})""", ["""{"index":0,"id":"a","function":{"name":"weather"}}""", """{"index":0,"id":"b","function":{"arguments":"{\"city\":"}}""", """{"index":0,"id":"c","function":{"arguments":"\"Bonn\"}"}}"""] },
        { """weather({"city":"Bonn"})""", ["""{"id":"a","function":{"name":"weather","arguments":""}}""", """{"id":"a","function":{"arguments":"{\"city\":"}}""", """{"id":"a","function":{"arguments":"\"Bonn\"}"}}"""] },
        { Two, ["""{"id":"a","function":{"name":"weather","arguments":"{"}}""", """{"id":"b","function":{"name":"time","arguments":"{"}}""", """{"id":"a","function":{"arguments":"\"city\":\"Bonn\"}"}}""", """{"id":"b","function":{"arguments":"}"}}"""] },

        // One index for all, and ids that tell whose a piece is.
        { Two, ["""{"index":0,"id":"a","function":{"name":"weather","arguments":""}}""", """{"index":0,"id":"b","function":{"name":"time","arguments":"{}"}}""", """{"index":0,"id":"a","function":{"arguments":"{\"city\":\"Bonn\"}"}}"""] },

        // Two of one name, without an index.
        { """time({}) time({})""", ["""{"id":"a","function":{"name":"time","arguments":"{}"}}""", """{"id":"b","function":{"name":"time","arguments":"{}"}}"""] },

        // The name comes with every piece, the last of which holds nothing.
        { """weather({"city":"Bonn"})""", ["""{"index":0,"function":{"name":"weather","arguments":"{\"city\":"}}""", """{"index":0,"function":{"name":"weather","arguments":"\"Bonn\"}"}}""", """{"index":0,"function":{"name":"weather","arguments":""}}"""] },
        { """weather({"city":"Bonn"})""", ["""{"index":0,"id":"a","function":{"name":"weather","arguments":"{\"city\":\"Bonn\"}"}}""", """{"index":0,"id":"a","function":{"name":"weather","arguments":""}}"""] },
    };

    [Theory]
    [MemberData(nameof(Pieces))]
    public async Task A_stream_of_pieces_makes_the_calls_that_were_meant(string expected, string[] pieces)
    {
        var events = string.Concat(pieces.Select(static piece => $$$"""data: {"choices":[{"delta":{"tool_calls":[{{{piece}}}]}}]}""" + "\n\n"))
            + """data: {"choices":[{"delta":{},"finish_reason":"tool_calls"}]}""" + "\n\ndata: [DONE]\n\n";
        await AskAsync(true, WireAnswer.Events(events), expected);
    }

    [Fact]
    public async Task In_a_whole_answer_each_is_a_call()
    {
        await AskAsync(false, Whole("""{"function":{"name":"weather","arguments":"{\"city\":\"Bonn\"}"}},{"function":{"name":"time","arguments":"{}"}}"""), Two);
        await AskAsync(false, Whole("""{"index":0,"id":"","function":{"name":"time","arguments":"{}"}},{"index":0,"id":"","function":{"name":"time","arguments":"{}"}}"""), "time({}) time({})");
    }

    private static WireAnswer Whole(string calls) =>
        WireAnswer.Json("""{"choices":[{"index":0,"message":{"tool_calls":[""" + calls + """]},"finish_reason":"tool_calls"}]}""");

    private static async Task AskAsync(bool streams, WireAnswer answer, string expected)
    {
        await using var server = await WireServer.StartAsync(_ => answer);
        using var openAI = OpenAITestClient.Create(server, "generic");
        using var azure = AzureClients.Of(server);
        foreach (var client in new IChatClient[] { openAI, azure })
        {
            var response = await client.AskAsync(streams, "Hi");
            Assert.Equal($"{expected} [tool_calls] +", Transcript.Of(response));
            var ids = response.Messages.SelectMany(static message => message.Contents).OfType<FunctionCallContent>().Select(static call => call.CallId);
            Assert.Distinct(ids, StringComparer.Ordinal);
        }
    }
}
