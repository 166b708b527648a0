using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelRouter.TestProviders;

namespace ModelRouter.Providers.Tests;

public class AnthropicRequestTests
{
    [Theory]
    [InlineData(null, null, null, null, 4096)]
    [InlineData("off", null, null, """{"type":"disabled"}""", 4096)]
    [InlineData("on", null, null, """{"type":"enabled","budget_tokens":8192}""", 12288)]
    [InlineData("on", null, 20000, """{"type":"enabled","budget_tokens":8192}""", 20000)]
    [InlineData("on", null, 5000, """{"type":"enabled","budget_tokens":3750}""", 5000)]
    [InlineData("on", null, 900, null, 900)]
    [InlineData("on", ReasoningEffort.None, null, """{"type":"disabled"}""", 4096)]
    [InlineData("off", ReasoningEffort.Low, null, """{"type":"enabled","budget_tokens":1024}""", 4096)]
    [InlineData(null, ReasoningEffort.High, null, """{"type":"enabled","budget_tokens":16384}""", 20480)]
    [InlineData("adaptive", null, null, """{"type":"adaptive","display":"summarized"}""", 4096)]
    public async Task Thinking_is_said_as_configured_or_asked(string? think, ReasoningEffort? effort, int? limit, string? expected, int tokens)
    {
        foreach (var streams in new[] { true, false })
        {
            var options = new ChatOptions { MaxOutputTokens = limit, Reasoning = effort is null ? null : new() { Effort = effort } };
            var request = await SendAsync(streams, options, ("Think", think));
            AssertJson(expected, request.TryGetProperty("thinking", out var thinking) ? thinking : null);
            Assert.Equal(tokens, request.GetProperty("max_tokens").GetInt32());
        }
    }

    [Theory]
    [InlineData("adaptive", null, ReasoningEffort.ExtraHigh, "xhigh")]
    [InlineData("adaptive", "low", null, "low")]
    [InlineData("adaptive", "max", ReasoningEffort.Medium, "medium")]
    [InlineData(null, "Max", null, "max")]
    [InlineData(null, null, ReasoningEffort.Low, null)]
    public async Task Effort_is_said_where_it_is_known(string? think, string? setting, ReasoningEffort? effort, string? expected)
    {
        var request = await SendAsync(true, new() { Reasoning = effort is null ? null : new() { Effort = effort } }, ("Think", think), ("Effort", setting));
        Assert.Equal(expected, request.TryGetProperty("output_config", out var output) ? output.GetProperty("effort").GetString() : null);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_budget_may_be_set_and_the_thought_kept_from_view(bool streams)
    {
        var options = new ChatOptions { Reasoning = new() { Output = ReasoningOutput.None } };
        var request = await SendAsync(streams, options, ("ThinkingBudget", "2000"), ("MaxOutputTokens", "3000"));
        AssertJson("""{"type":"enabled","budget_tokens":2000,"display":"omitted"}""", request.GetProperty("thinking"));
        Assert.Equal(3000, request.GetProperty("max_tokens").GetInt32());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_forced_tool_comes_before_thinking(bool streams)
    {
        var options = new ChatOptions { Tools = [AIFunctionFactory.Create(() => 1, "one")], ToolMode = ChatToolMode.RequireAny };
        var request = await SendAsync(streams, options, ("Think", "on"));
        Assert.False(request.TryGetProperty("thinking", out _));
        Assert.Equal("any", request.GetProperty("tool_choice").GetProperty("type").GetString());

        var none = await SendAsync(streams, new() { ToolMode = ChatToolMode.RequireAny }, ("Think", "on"));
        Assert.False(none.TryGetProperty("tool_choice", out _));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Tools_that_were_called_are_named_even_if_none_is_offered_any_more(bool streams)
    {
        await using var server = await WireServer.StartAsync(new StrictAnthropic(_ => WireAnswer.Events(AnthropicRecordings.Thought)).Answer);
        using var client = Clients.Create(new AnthropicModelProvider(), "claude-sonnet-4-5", server.Address, ("ApiKey", "key"));
        ChatMessage[] messages =
        [
            new(ChatRole.User, "Weather?"),
            new(ChatRole.Assistant, [new FunctionCallContent("1", "weather"), new FunctionCallContent("2", "weather")]),
            new(ChatRole.Tool, [new FunctionResultContent("1", "sunny"), new FunctionResultContent("2", "dry")]),
        ];
        await client.AskAsync(streams, messages, new() { ToolMode = ChatToolMode.Auto });
        var request = server.Requests[^1].Json;
        Assert.Equal("weather", Assert.Single(request.GetProperty("tools").EnumerateArray()).GetProperty("name").GetString());
        Assert.Equal("none", request.GetProperty("tool_choice").GetProperty("type").GetString());

        // Nobody has called anything: no tools, no choice among them.
        await client.AskAsync(streams, "Hi", new() { ToolMode = ChatToolMode.Auto });
        Assert.False(server.Requests[^1].Json.TryGetProperty("tools", out _));
        Assert.False(server.Requests[^1].Json.TryGetProperty("tool_choice", out _));
    }

    [Theory]
    [InlineData(true, 1_000, 5_000, 1_000), InlineData(false, 1_000, 5_000, 1_000)]
    [InlineData(true, 1_000, 500, 500), InlineData(false, 1_000, 500, 500)]
    [InlineData(true, null, 5_000, 5_000), InlineData(false, null, 5_000, 5_000)]
    public async Task Raw_options_only_lower_a_limit(bool streams, int? limit, int given, int sent)
    {
        var request = await SendAsync(streams, new()
        {
            MaxOutputTokens = limit,
            RawRepresentationFactory = _ => new global::Anthropic.Models.Messages.MessageCreateParams { MaxTokens = given, Messages = [], Model = "m" },
        });
        Assert.Equal(sent, request.GetProperty("max_tokens").GetInt32());
    }

    [Theory]
    [InlineData(true, 4_096, 3_072), InlineData(false, 4_096, 3_072)]
    [InlineData(true, 15_000, 10_000), InlineData(false, 15_000, 10_000)]
    [InlineData(true, 1_000, null), InlineData(false, 1_000, null)]
    public async Task A_raw_budget_of_thought_stays_within_a_lowered_limit(bool streams, int limit, int? budget)
    {
        var request = await SendAsync(streams, new()
        {
            MaxOutputTokens = limit,
            RawRepresentationFactory = _ => new global::Anthropic.Models.Messages.MessageCreateParams
            {
                MaxTokens = 20_000, Messages = [], Model = "m", Thinking = new global::Anthropic.Models.Messages.ThinkingConfigEnabled(10_000),
            },
        });
        Assert.Equal(limit, request.GetProperty("max_tokens").GetInt32());
        Assert.Equal(budget, request.TryGetProperty("thinking", out var thinking) ? thinking.GetProperty("budget_tokens").GetInt32() : null);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Json_without_a_schema_is_refused(bool streams) =>
        await Assert.ThrowsAsync<ModelRefusedException>(() => SendAsync(streams, new() { ResponseFormat = ChatResponseFormat.Json }));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_model_is_the_configured_one_and_headers_go_along(bool streams)
    {
        await using var server = await WireServer.StartAsync(new StrictAnthropic(_ => WireAnswer.Events(AnthropicRecordings.Thought)).Answer);
        using var client = Clients.Create(
            new AnthropicModelProvider(), "claude-sonnet-4-5", server.Address, ("ApiKey", "key"), ("Headers:anthropic-beta", "context-1m-2025-08-07"));
        await client.AskAsync(streams, "2+2?", new() { ModelId = "auto", Instructions = "Be brief." });
        var request = server.Requests[^1];
        Assert.Equal("claude-sonnet-4-5", request.Json.GetProperty("model").GetString());
        Assert.Equal("Be brief.", request.Json.GetProperty("system")[0].GetProperty("text").GetString());
        Assert.Equal("context-1m-2025-08-07", request["anthropic-beta"]);
    }

    private static void AssertJson(string? expected, JsonElement? actual)
    {
        if (expected is null || actual is not { } element)
        {
            Assert.Equal(expected, actual?.GetRawText());
            return;
        }

        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(expected), element), element.GetRawText());
    }

    private static async Task<JsonElement> SendAsync(bool streams, ChatOptions? options, params (string Key, string? Value)[] settings)
    {
        await using var server = await WireServer.StartAsync(new StrictAnthropic(_ => WireAnswer.Events(AnthropicRecordings.Thought)).Answer);
        using var client = Clients.Create(new AnthropicModelProvider(), "claude-sonnet-4-5", server.Address, [("ApiKey", "key"), .. settings]);
        await client.AskAsync(streams, "2+2?", options);
        return server.Requests[^1].Json;
    }
}
