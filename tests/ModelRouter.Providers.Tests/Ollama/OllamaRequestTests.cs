using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelRouter.TestProviders;

namespace ModelRouter.Providers.Tests;

public class OllamaRequestTests
{
    [Theory]
    [InlineData("qwen3", null, null, null)]
    [InlineData("qwen3", "default", null, null)]
    [InlineData("qwen3", "on", null, "true")]
    [InlineData("qwen3", "off", null, "false")]
    [InlineData("qwen3", "off", ReasoningEffort.Low, "true")]
    [InlineData("qwen3", "on", ReasoningEffort.None, "false")]
    [InlineData("qwen3", null, ReasoningEffort.High, "true")]
    [InlineData("gptoss", "low", null, "\"low\"")]
    [InlineData("gptoss", "Medium", null, "\"medium\"")]
    [InlineData("gptoss", "low", ReasoningEffort.Medium, "\"medium\"")]
    [InlineData("gptoss", null, ReasoningEffort.Low, "\"low\"")]
    [InlineData("gptoss", null, ReasoningEffort.ExtraHigh, "\"high\"")]
    public async Task Thinking_is_said_as_configured_or_asked(string family, string? setting, ReasoningEffort? effort, string? expected)
    {
        foreach (var streams in new[] { true, false })
        {
            var options = effort is null ? null : new ChatOptions { Reasoning = new() { Effort = effort } };
            var request = await SendAsync(streams, options, new() { Family = family }, ("Think", setting));
            Assert.Equal(expected, request.TryGetProperty("think", out var think) ? think.GetRawText() : null);
        }
    }

    [Theory]
    [InlineData("off", null)]
    [InlineData(null, ReasoningEffort.None)]
    public async Task A_model_that_cannot_think_is_not_told_not_to(string? setting, ReasoningEffort? effort)
    {
        var request = await SendAsync(true, new() { Reasoning = new() { Effort = effort } }, new() { Capabilities = [] }, ("Think", setting));
        Assert.False(request.TryGetProperty("think", out _));
    }

    [Theory]
    [InlineData("forever", "-1s")]
    [InlineData("600", "600s")]
    [InlineData("-1", "-1s")]
    [InlineData("0", "0s")]
    [InlineData("1h30m", "1h30m")]
    [InlineData("00:10:00", "600s")]
    [InlineData(null, null)]
    public async Task A_model_stays_loaded_as_long_as_configured(string? setting, string? expected)
    {
        // In some languages a minus is another sign.
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NegativeSign = "\u2212";
        CultureInfo.CurrentCulture = culture;
        var request = await SendAsync(false, null, new(), ("KeepAlive", setting));
        Assert.Equal(expected, request.TryGetProperty("keep_alive", out var keep) ? keep.GetString() : null);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_requests_options_come_before_the_settings(bool streams)
    {
        var options = new ChatOptions
        {
            Temperature = 0.5f,
            MaxOutputTokens = 7,
            Seed = 3,
            StopSequences = ["END"],
            Instructions = "Be brief.",
            ModelId = "auto",
            ResponseFormat = ChatResponseFormat.Json,
        };
        var request = await SendAsync(
            streams, options, new(), ("Temperature", "1"), ("TopP", "0.9"), ("TopK", "40"), ("MinP", "0.05"), ("RepetitionPenalty", "1.1"),
            ("MaxOutputTokens", "99"), ("GpuLayers", "20"), ("ContextLength", "16000"));
        Assert.Equal("qwen3:8b", request.GetProperty("model").GetString());
        Assert.True(request.GetProperty("stream").GetBoolean());
        Assert.Equal("json", request.GetProperty("format").GetString());
        Assert.Equal("Be brief.", request.GetProperty("messages")[0].GetProperty("content").GetString());
        var raw = request.GetProperty("options");
        Assert.Equal(
            "0.5 7 3 0.9 40 0.05 1.1 20 16000",
            string.Join(' ', "temperature num_predict seed top_p top_k min_p repeat_penalty num_gpu num_ctx".Split(' ').Select(name => raw.GetProperty(name))));
        Assert.Equal("END", raw.GetProperty("stop")[0].GetString());
    }

    [Theory]
    [InlineData(null, 4000)]
    [InlineData("12000", 12000)]
    [InlineData("0", null)]
    public async Task The_context_is_as_long_as_the_router_believes(string? setting, int? expected)
    {
        var request = await SendAsync(true, null, new(), ("ContextLength", setting));
        Assert.Equal(expected, request.GetProperty("options").TryGetProperty("num_ctx", out var context) ? context.GetInt32() : null);
    }

    [Fact]
    public async Task Images_and_tools_go_along()
    {
        var tool = AIFunctionFactory.Create((string city) => city, "weather", "Tells the weather.");
        ChatMessage[] messages = [new(ChatRole.User, [new TextContent("What is it?"), new DataContent(new byte[] { 1, 2, 3 }, "image/png")])];
        var request = await SendAsync(true, new() { Tools = [tool] }, new(), messages);
        Assert.Equal("AQID", request.GetProperty("messages")[0].GetProperty("images")[0].GetString());
        var function = request.GetProperty("tools")[0].GetProperty("function");
        Assert.Equal(("weather", "string"), (function.GetProperty("name").GetString(), $"{function.GetProperty("parameters").GetProperty("properties").GetProperty("city").GetProperty("type")}"));

        var without = await SendAsync(true, new() { Tools = [tool], ToolMode = ChatToolMode.None }, new(), messages);
        Assert.False(without.TryGetProperty("tools", out _));
    }

    public static TheoryData<ChatOptions?, AIContent, string> Refused => new()
    {
        { new() { Tools = [AIFunctionFactory.Create(() => 1, "one")] }, new TextContent("x"), "call tools" },
        { new() { Reasoning = new() { Effort = ReasoningEffort.Low } }, new TextContent("x"), "think" },
        { null, new DataContent(new byte[] { 1 }, "image/png"), "see images" },
        { null, new UriContent("https://example.org/a.png", "image/png"), "addresses" },
        { null, new DataContent(new byte[] { 1 }, "audio/wav"), "no other files" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_a_model_lacks_is_refused_before_it_is_sent(ChatOptions? options, AIContent content, string what)
    {
        await using var server = await WireServer.StartAsync(new StrictOllama(_ => WireAnswer.Lines(OllamaRecordings.Thought)) { Capabilities = [] }.Answer);
        using var client = Clients.Create(new OllamaModelProvider(), "qwen3:8b", server.Address);
        foreach (var streams in new[] { true, false })
        {
            var refusal = await Assert.ThrowsAsync<ModelRefusedException>(
                () => client.AskAsync(streams, [new(ChatRole.User, [content])], options, TestContext.Current.CancellationToken));
            Assert.Contains(what, refusal.Message, StringComparison.Ordinal);
        }

        Assert.All(server.Requests, static request => Assert.Equal("/api/show", request.Path));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_it_has_no_form_for_is_refused(bool streams)
    {
        foreach (var content in new[] { new HostedVectorStoreContent("store-1"), new AIContent() })
        {
            ChatMessage[] refused = [new(ChatRole.User, [new TextContent("x"), content])];
            await Assert.ThrowsAsync<ModelRefusedException>(() => SendAsync(streams, null, new(), refused));
        }

        // Who counted and what another provider's tool did is nobody's content.
        ChatMessage[] messages = [new(ChatRole.User, [new TextContent("x"), new UsageContent()]), new(ChatRole.Assistant, [new TextContent("y"), new AIContent()])];
        var sent = await SendAsync(streams, null, new(), messages);
        Assert.Equal(2, sent.GetProperty("messages").GetArrayLength());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_raw_request_that_is_given_again_brings_nothing_of_the_call_before(bool streams)
    {
        var raw = new OllamaSharp.Models.Chat.ChatRequest { KeepAlive = "1h" };
        await using var server = await WireServer.StartAsync(new StrictOllama(_ => WireAnswer.Lines(OllamaRecordings.Thought)).Answer);
        using var client = Clients.Create(new OllamaModelProvider(), "qwen3:8b", server.Address);
        foreach (var prompt in new[] { "first", "second" })
        {
            await client.AskAsync(streams, prompt, new() { RawRepresentationFactory = _ => raw });
            Assert.Equal(prompt, Assert.Single(server.Requests[^1].Json.GetProperty("messages").EnumerateArray()).GetProperty("content").GetString());
            Assert.Equal("1h", server.Requests[^1].Json.GetProperty("keep_alive").GetString());
        }
    }

    [Theory]
    [InlineData(true, 100, 500, 100), InlineData(false, 100, 500, 100)]
    [InlineData(true, 100, -1, 100), InlineData(false, 100, 50, 50)]
    [InlineData(true, null, 50, 50), InlineData(false, null, -1, -1)]
    public async Task Raw_options_only_lower_a_limit(bool streams, int? limit, int given, int sent)
    {
        var raw = new OllamaSharp.Models.Chat.ChatRequest { Options = new() { NumPredict = given } };
        var request = await SendAsync(streams, new() { MaxOutputTokens = limit, RawRepresentationFactory = _ => raw }, new());
        Assert.Equal(sent, request.GetProperty("options").GetProperty("num_predict").GetInt32());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Only_functions_can_be_offered(bool streams) =>
        await Assert.ThrowsAsync<ModelRefusedException>(() => SendAsync(streams, new() { Tools = [new HostedWebSearchTool()] }, new()));

    [Fact]
    public async Task A_result_is_a_text_or_an_image()
    {
        ChatMessage[] With(FunctionResultContent result) =>
            [new(ChatRole.User, "Look."), new(ChatRole.Assistant, [new FunctionCallContent("1", "look")]), new(ChatRole.Tool, [result])];
        await Assert.ThrowsAsync<ModelRefusedException>(
            () => SendAsync(true, null, new(), With(new("1", new AIContent[] { new TextContent("a"), new DataContent(new byte[] { 1 }, "audio/wav") }))));
        await Assert.ThrowsAsync<ModelRefusedException>(() => SendAsync(true, null, new(), With(new("1", new DataContent(new byte[] { 1 }, "audio/wav")))));
        var sent = await SendAsync(true, null, new(), With(new("1", null) { Exception = new InvalidOperationException("secret") }));
        Assert.Equal("Error: the function failed.", sent.GetProperty("messages")[2].GetProperty("content").GetString());
    }

    [Fact]
    public async Task A_tool_cannot_be_forced()
    {
        var options = new ChatOptions { Tools = [AIFunctionFactory.Create(() => 1, "one")], ToolMode = ChatToolMode.RequireAny };
        await Assert.ThrowsAsync<ModelRefusedException>(() => SendAsync(true, options, new()));
    }

    [Fact]
    public async Task The_key_is_a_bearer_token_and_headers_go_along()
    {
        await using var server = await WireServer.StartAsync(new StrictOllama(_ => WireAnswer.Lines(OllamaRecordings.Thought)).Answer);
        using var client = Clients.Create(new OllamaModelProvider(), "qwen3:8b", server.Address, ("ApiKey", "k1"), ("Headers:X-Team", "a"));
        await client.AskAsync(true, "2+2?");
        Assert.All(server.Requests, static request => Assert.Equal(("Bearer k1", "a"), (request["Authorization"], request["X-Team"])));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Images_of_results_follow_the_results(bool several)
    {
        var messages = ShownResults.Of(several);
        var sent = (await SendAsync(true, null, new(), messages)).GetProperty("messages").EnumerateArray().ToArray();
        Assert.Equal(["assistant", "tool", "tool", "user", "assistant"], sent.Select(static message => message.GetProperty("role").GetString()), StringComparer.Ordinal);
        Assert.Equal(several ? "the shot" : "The image follows the results.", sent[1].GetProperty("content").GetString());
        Assert.Equal("AQID", sent[3].GetProperty("images")[0].GetString());

        // Who can't see is not sent half of it.
        await Assert.ThrowsAsync<ModelRefusedException>(() => SendAsync(true, null, new() { Capabilities = ["tools"] }, messages));
    }

    private static Task<JsonElement> SendAsync(bool streams, ChatOptions? options, Fake fake, params (string Key, string? Value)[] settings) =>
        SendAsync(streams, options, fake, [new(ChatRole.User, "2+2?")], settings);

    private static Task<JsonElement> SendAsync(bool streams, ChatOptions? options, Fake fake, ChatMessage[] messages) =>
        SendAsync(streams, options, fake, messages, []);

    private static async Task<JsonElement> SendAsync(
        bool streams, ChatOptions? options, Fake fake, ChatMessage[] messages, (string Key, string? Value)[] settings)
    {
        var ollama = new StrictOllama(_ => WireAnswer.Lines(OllamaRecordings.Thought)) { Family = fake.Family, Capabilities = [.. fake.Capabilities] };
        await using var server = await WireServer.StartAsync(ollama.Answer);
        using var client = Clients.Create(new OllamaModelProvider(), "qwen3:8b", server.Address, settings);
        await client.AskAsync(streams, messages, options, TestContext.Current.CancellationToken);
        return server.Requests[^1].Json;
    }

    private sealed record Fake
    {
        public string Family { get; init; } = "qwen3";

        public string[] Capabilities { get; init; } = ["tools", "thinking", "vision"];
    }
}
