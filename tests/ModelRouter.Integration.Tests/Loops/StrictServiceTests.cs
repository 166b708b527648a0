using System.Text;
using ModelRouter.TestProviders;

namespace ModelRouter.Integration.Tests;

/// <summary>The strict services themselves: what is right is taken, and each wrong thing refused for its own reason.</summary>
public sealed class StrictServiceTests
{
    private const string Use = """{"role":"assistant","content":[{"type":"tool_use","id":"a","name":"f","input":{}}]}""";
    private const string Result = """{"role":"user","content":[{"type":"tool_result","tool_use_id":"a","content":"r"}]}""";
    private const string User = """{"role":"user","content":[{"type":"text","text":"hi"}]}""";
    private const string Tools = ""","tools":[{"name":"f"}]""";

    [Theory]
    [InlineData(User, "", null)]
    [InlineData($"{User},{Use},{Result}", Tools, null)]
    [InlineData($"{User},{Use},{Result}", "", "must define tools")]
    [InlineData($"{User},{Use},{Result},{Use},{Result}", Tools, "ids must be unique")]
    [InlineData($"{Use},{Result}", Tools, "first message")]
    [InlineData($"{User},{User}", "", "must alternate")]
    [InlineData($"{User},{Use}", Tools, "must end with a user message")]
    [InlineData($"{User},{Use},{User}", Tools, "without `tool_result`")]
    [InlineData(Result, Tools, "unexpected `tool_use_id`")]
    [InlineData("""{"role":"user","content":[]}""", "", "non-empty content")]
    [InlineData("""{"role":"user","content":[{"type":"text","text":" "}]}""", "", "non-empty")]
    [InlineData("""{"role":"user","name":"x","content":[{"type":"text","text":"hi"}]}""", "", "Extra inputs")]
    [InlineData("""{"role":"system","content":[{"type":"text","text":"hi"}]}""", "", "first message")]
    [InlineData("""{"role":"user","content":[{"type":"thinking","thinking":"x","signature":"SIG+1=="}]}""", "", "only stand in an assistant's")]
    [InlineData($$"""{{User}},{"role":"assistant","content":[{"type":"thinking","thinking":"x","signature":""}]},{{User}}""", "", "Invalid `signature`")]
    [InlineData($$"""{{User}},{"role":"assistant","content":[{"type":"thinking","thinking":"another","signature":"SIG+1=="}]},{{User}}""", "", "Invalid `signature`")]
    [InlineData($$"""{{User}},{"role":"assistant","content":[{"type":"thinking","thinking":"Look it up.","signature":"SIG+2=="}]},{{User}}""", "", null)]
    [InlineData($$$"""{{{User}}},{"role":"assistant","content":[{"type":"tool_use","id":"a:b","name":"f","input":{}}]},{{{User}}}""", Tools, "match pattern")]
    [InlineData($"{User},{Use},{Result}", Tools + ""","thinking":{"type":"enabled","budget_tokens":1024}""", "Expected `thinking`")]
    [InlineData(User, ""","system":[{"type":"text","text":""}]""", "system")]
    public void Anthropics(string messages, string more, string? problem) =>
        AssertAnswer(
            new StrictAnthropic(_ => WireAnswer.Json("{}")).Answer(Request(
                "/v1/messages", $$"""{"max_tokens":2048,"messages":[{{messages}}]{{more}}}""", ("x-api-key", "key"), ("anthropic-version", "1"))),
            problem);

    private const string Asks = """{"role":"user","content":"hi"}""";
    private const string Calls = """{"role":"assistant","content":null,"reasoning_content":"I think.","tool_calls":[{"id":"a","function":{"name":"f"}}]}""";
    private const string Gets = """{"role":"tool","tool_call_id":"a","content":"r"}""";

    [Theory]
    [InlineData($"{Asks},{Calls},{Gets}", null)]
    [InlineData($"{Asks},{Calls}", "A call was not answered")]
    [InlineData($"{Asks},{Calls},{Asks}", "A call was not answered")]
    [InlineData($"{Asks},{Gets}", "must answer a call")]
    [InlineData($$"""{{Asks}},{"role":"assistant","content":""},{{Asks}}""", "must be set")]
    [InlineData($$"""{{Asks}},{"role":"assistant","content":"x","reasoning_content":"I think."},{{Asks}}""", "without tools")]
    [InlineData($$"""{{Asks}},{"role":"assistant","content":"x","reasoning":"I think."},{{Asks}}""", "Extra inputs")]
    [InlineData($$$"""{{{Asks}}},{"role":"assistant","content":null,"tool_calls":[{"id":"a","function":{"name":"f"}}]},{{{Gets}}},{"role":"assistant","content":"x"},{{{Asks}}}""", "Missing `reasoning_content`")]
    [InlineData($$$"""{{{Asks}}},{"role":"assistant","content":null,"reasoning_content":"","tool_calls":[{"id":"a","function":{"name":"f"}}]},{{{Gets}}}""", "Missing `reasoning_content`")]
    [InlineData($$$"""{{{Asks}}},{"role":"assistant","content":null,"reasoning_content":"claude thinks","tool_calls":[{"id":"a","function":{"name":"f"}}]},{{{Gets}}}""", "somebody else")]
    [InlineData("""{"role":"critic","content":"hi"}""", "unknown variant")]
    public void DeepSeeks(string messages, string? problem) =>
        AssertAnswer(
            new StrictOpenAI("deepseek", _ => WireAnswer.Json("{}")) { TakesEmptyThoughts = false }
                .Answer(Request("/v1/chat/completions", $$"""{"messages":[{{messages}}]}""")),
            problem);

    private static void AssertAnswer(WireAnswer answer, string? problem)
    {
        Assert.Equal(problem is null ? 200 : 400, answer.Status);
        Assert.Contains(problem ?? "", Encoding.UTF8.GetString(answer.Body.Span).Replace("\\u0060", "`", StringComparison.Ordinal).Replace("\\u0027", "'", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    private static WireRequest Request(string path, string body, params (string Name, string Value)[] headers) =>
        new("POST", path, headers.ToDictionary(header => header.Name, header => header.Value, StringComparer.OrdinalIgnoreCase), body);
}
