using System.Text.Json;
using Microsoft.Extensions.AI;
using ModelRouter.TestProviders;

namespace ModelRouter.Providers.Tests;

/// <summary>What a request's parts become on the wire.</summary>
public class OpenAIRequestTests
{
    private const string Ok = """{"choices":[{"message":{"content":"ok"},"finish_reason":"stop"}]}""";

    [Theory]
    [InlineData("openai", ReasoningEffort.ExtraHigh, """{"reasoning_effort":"xhigh"}""")]
    [InlineData("openai", ReasoningEffort.None, """{"reasoning_effort":"none"}""")]
    [InlineData("deepseek", ReasoningEffort.None, """{"thinking":{"type":"disabled"}}""")]
    [InlineData("deepseek", ReasoningEffort.ExtraHigh, """{"thinking":{"type":"enabled"},"reasoning_effort":"max"}""")]
    [InlineData("gemini", ReasoningEffort.ExtraHigh, """{"reasoning_effort":"high"}""")]
    [InlineData("mistral", ReasoningEffort.Low, """{"reasoning_effort":"high"}""")]
    [InlineData("ernie", ReasoningEffort.None, """{"enable_thinking":false}""")]
    [InlineData("qwen", ReasoningEffort.Medium, """{"enable_thinking":true}""")]
    [InlineData("openrouter", ReasoningEffort.Low, """{"reasoning":{"effort":"low"}}""")]
    [InlineData("vllm", ReasoningEffort.None, """{"chat_template_kwargs":{"enable_thinking":false,"thinking":false}}""")]
    [InlineData("llama-server", ReasoningEffort.High, """{"chat_template_kwargs":{"enable_thinking":true,"thinking":true,"reasoning_effort":"high"}}""")]
    public async Task Effort_is_said_as_the_service_understands_it(string dialect, ReasoningEffort effort, string expected)
    {
        var body = await SendAsync(dialect, [new(ChatRole.User, "Hi")], new() { Reasoning = new() { Effort = effort } });
        var more = body.EnumerateObject().Where(property => property.Name is not ("model" or "messages"))
            .Select(property => $"\"{property.Name}\":{property.Value.GetRawText()}");
        Assert.Equal(expected, "{" + string.Join(",", more) + "}");
    }

    [Theory]
    [InlineData("openai", """[{"role":"system","content":"I"},{"role":"developer","content":"D"},{"role":"system","content":"S"},{"role":"user","content":"U","name":"Ann-1"}]""")]
    [InlineData("qwen", """[{"role":"system","content":"I"},{"role":"system","content":"D"},{"role":"system","content":"S"},{"role":"user","content":"U"}]""")]
    public async Task Roles_and_authors(string dialect, string expected)
    {
        ChatMessage[] messages =
        [
            new(new ChatRole("developer"), "D"), new(ChatRole.System, "S"), new(ChatRole.User, "U") { AuthorName = "Ann -1!" },
            new(ChatRole.Assistant, [new TextReasoningContent("nothing but thought")]),
        ];
        var body = await SendAsync(dialect, messages, new() { Instructions = "I" });
        Assert.Equal(expected, body.GetProperty("messages").GetRawText());
    }

    [Fact]
    public async Task Images_sounds_and_files_go_along()
    {
        var message = new ChatMessage(
            ChatRole.User,
            [
                new TextContent("What is this?"),
                new DataContent(new byte[] { 1, 2, 3 }, "image/png") { AdditionalProperties = new() { ["detail"] = "low" } },
                new UriContent("https://x.test/a.jpg", "image/jpeg"),
                new DataContent(new byte[] { 4 }, "audio/wav"),
                new DataContent(new byte[] { 5 }, "application/pdf") { Name = "a.pdf" },
                new HostedFileContent("file-1"),
            ]);
        var body = await SendAsync("openai", [message]);
        Assert.Equal(
            """
            [{"type":"text","text":"What is this?"},{"type":"image_url","image_url":{"url":"data:image/png;base64,AQID","detail":"low"}},{"type":"image_url","image_url":{"url":"https://x.test/a.jpg"}},{"type":"input_audio","input_audio":{"data":"BA==","format":"wav"}},{"type":"file","file":{"filename":"a.pdf","file_data":"data:application/pdf;base64,BQ=="}},{"type":"file","file":{"file_id":"file-1"}}]
            """,
            body.GetProperty("messages")[0].GetProperty("content").GetRawText());
    }

    [Fact]
    public async Task What_can_not_be_said_is_refused_and_not_left_out()
    {
        await Assert.ThrowsAsync<ModelRefusedException>(() => SendAsync("openai", [new(ChatRole.User, [new DataContent(new byte[] { 1 }, "video/mp4")])]));
        await Assert.ThrowsAsync<ModelRefusedException>(() => SendAsync("openai", [new(ChatRole.User, "a")], new() { Tools = [new HostedWebSearchTool()] }));
        await Assert.ThrowsAsync<ModelRefusedException>(
            () => SendAsync("deepseek", [new(ChatRole.User, "a")], new() { ResponseFormat = ChatResponseFormat.ForJsonSchema<int[]>() }));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_system_prompt_is_a_text(bool streams)
    {
        await using var server = await WireServer.StartAsync(_ => WireAnswer.Json(Ok));
        using var client = OpenAITestClient.Create(server, "openai");
        foreach (var role in new[] { ChatRole.System, new ChatRole("developer") })
        {
            ChatMessage[] messages = [new(role, [new TextContent("Look."), new DataContent(new byte[] { 1 }, "image/png")]), new(ChatRole.User, "Hi")];
            await Assert.ThrowsAsync<ModelRefusedException>(() => client.AskAsync(streams, messages));
        }

        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Tools_and_their_choice()
    {
        var options = new ChatOptions
        {
            Tools = [AIFunctionFactory.Create((int x) => x, "twice", "Doubles.")],
            ToolMode = ChatToolMode.RequireSpecific("twice"),
            AllowMultipleToolCalls = false,
        };
        var body = await SendAsync("generic", [new(ChatRole.User, "a")], options);
        var tool = body.GetProperty("tools")[0];
        Assert.Equal("function", tool.GetProperty("type").GetString());
        Assert.Equal(("twice", "Doubles."), (tool.GetProperty("function").GetProperty("name").GetString(), tool.GetProperty("function").GetProperty("description").GetString()));
        Assert.Equal("integer", tool.GetProperty("function").GetProperty("parameters").GetProperty("properties").GetProperty("x").GetProperty("type").GetString());
        Assert.Equal("""{"type":"function","function":{"name":"twice"}}""", body.GetProperty("tool_choice").GetRawText());
        Assert.False(body.GetProperty("parallel_tool_calls").GetBoolean());

        options.ToolMode = ChatToolMode.RequireAny;
        Assert.Equal("required", (await SendAsync("generic", [new(ChatRole.User, "a")], options)).GetProperty("tool_choice").GetString());
        options.ToolMode = ChatToolMode.None;
        Assert.Equal("none", (await SendAsync("generic", [new(ChatRole.User, "a")], options)).GetProperty("tool_choice").GetString());
    }

    [Fact]
    public async Task Formats_of_answers()
    {
        var json = await SendAsync("deepseek", [new(ChatRole.User, "a")], new() { ResponseFormat = ChatResponseFormat.Json });
        Assert.Equal("""{"type":"json_object"}""", json.GetProperty("response_format").GetRawText());
        var schema = await SendAsync("vllm", [new(ChatRole.User, "a")], new() { ResponseFormat = ChatResponseFormat.ForJsonSchema<Dictionary<string, int>>(schemaName: "Counts") });
        var format = schema.GetProperty("response_format");
        Assert.Equal(("json_schema", "Counts"), (format.GetProperty("type").GetString(), format.GetProperty("json_schema").GetProperty("name").GetString()));
    }

    [Fact]
    public async Task A_callers_raw_options_win()
    {
        var raw = new OpenAI.Chat.ChatCompletionOptions { Temperature = 0.5f, EndUserId = "u" };
        var body = await SendAsync("generic", [new(ChatRole.User, "a")], new() { Temperature = 0.1f, TopP = 0.9f, RawRepresentationFactory = _ => raw });
        Assert.Equal(("0.5", "0.9", "u"), (body.GetProperty("temperature").GetRawText(), body.GetProperty("top_p").GetRawText(), body.GetProperty("user").GetString()));
        Assert.Equal("the-model", body.GetProperty("model").GetString());
    }

    [Theory]
    [InlineData("generic", "max_tokens", 100, 500, 100)]
    [InlineData("openai", "max_completion_tokens", 100, 500, 100)]
    [InlineData("generic", "max_tokens", 100, 50, 50)]
    [InlineData("generic", "max_completion_tokens", null, 50, 50)]
    public async Task Of_two_limits_the_smaller_goes_out_once(string dialect, string name, int? limit, int given, int sent)
    {
        var raw = new OpenAI.Chat.ChatCompletionOptions { MaxOutputTokenCount = given };
        var body = await SendAsync(dialect, [new(ChatRole.User, "a")], new() { MaxOutputTokens = limit, RawRepresentationFactory = _ => raw });
        Assert.Equal(sent, body.GetProperty(name).GetInt32());
        Assert.False(body.TryGetProperty(name == "max_tokens" ? "max_completion_tokens" : "max_tokens", out _));
    }

    [Theory]
    [InlineData(null, "")]
    [InlineData("sunny", "sunny")]
    [InlineData(4, "4")]
    public async Task Results_of_tools_are_texts(object? result, string expected)
    {
        var body = await SendAsync("generic", [new(ChatRole.Tool, [new FunctionResultContent("1", result)])]);
        Assert.Equal(expected, body.GetProperty("messages")[0].GetProperty("content").GetString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_refusal_is_the_answer(bool isStreaming)
    {
        var part = isStreaming ? "delta" : "message";
        var body = $$"""{"choices":[{"index":0,"{{part}}":{"content":null,"refusal":"I can't."},"finish_reason":"stop"}]}""";
        await using var server = await WireServer.StartAsync(_ => isStreaming ? WireAnswer.Events($"data: {body}\n\n") : WireAnswer.Json(body));
        using var client = OpenAITestClient.Create(server, "openai");
        var error = Assert.IsType<ErrorContent>(Assert.Single((await client.AskAsync(isStreaming)).Messages[0].Contents));
        Assert.Equal(("I can't.", "Refusal"), (error.Message, error.ErrorCode));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_thought_that_the_template_opened_is_told_from_the_answer(bool isStreaming)
    {
        var part = isStreaming ? "delta" : "message";
        var body = $$"""{"choices":[{"index":0,"{{part}}":{"content":"Hm.\n</think>\n\nYes."},"finish_reason":"stop"}]}""";
        await using var server = await WireServer.StartAsync(_ => isStreaming ? WireAnswer.Events($"data: {body}\n\n") : WireAnswer.Json(body));
        using var client = OpenAITestClient.Create(server, "vllm", settings: ("StartsInThought", "true"));
        Assert.Equal("Hm.|Yes.||stop|-", OpenAITestClient.Meaning(await client.AskAsync(isStreaming)));
    }

    [Fact]
    public async Task Parallel_calls_of_one_index_are_told_apart_by_their_ids()
    {
        const string Events =
            """
            data: {"choices":[{"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":"{\"x\":"}}]}}]}

            data: {"choices":[{"delta":{"tool_calls":[{"index":0,"id":"a","function":{"arguments":"1}"}}]}}]}

            data: {"choices":[{"delta":{"tool_calls":[{"index":0,"id":"b","function":{"name":"g","arguments":{"y":2}}}]},"finish_reason":"stop"}]}


            """;
        await using var server = await WireServer.StartAsync(_ => WireAnswer.Events(Events));
        using var client = OpenAITestClient.Create(server, "generic");
        Assert.Equal("||f({\"x\":1})#a, g({\"y\":2})#b|tool_calls|-", OpenAITestClient.Meaning(await client.AskAsync(true)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Images_of_results_follow_the_results(bool several)
    {
        var messages = ShownResults.Of(several);
        var result = Assert.IsType<FunctionResultContent>(messages[1].Contents[0]).Result;
        var sent = (await SendAsync("generic", messages)).GetProperty("messages").EnumerateArray().ToArray();
        Assert.Equal(["assistant", "tool", "tool", "user", "assistant"], sent.Select(static message => message.GetProperty("role").GetString()), StringComparer.Ordinal);
        Assert.Equal(several ? "the shot" : "The image follows the results.", sent[1].GetProperty("content").GetString());
        Assert.Equal("data:image/png;base64,AQID", sent[3].GetProperty("content")[0].GetProperty("image_url").GetProperty("url").GetString());
        Assert.Same(result, Assert.IsType<FunctionResultContent>(messages[1].Contents[0]).Result);

        // They join a user's message that follows, and a service that takes none behind results takes no images of theirs.
        sent = (await SendAsync("generic", [.. messages[..3], new(ChatRole.User, "And?")])).GetProperty("messages").EnumerateArray().ToArray();
        Assert.Equal((4, 2, "And?"), (sent.Length, sent[3].GetProperty("content").GetArrayLength(), sent[3].GetProperty("content")[1].GetProperty("text").GetString()));
        await Assert.ThrowsAsync<ModelRefusedException>(() => SendAsync("mistral", messages));
    }

    [Fact]
    public async Task An_image_beside_a_call_has_no_place_where_no_user_may_follow_a_result()
    {
        var image = new DataContent(new byte[] { 1, 2, 3 }, "image/png");
        ChatMessage[] messages =
        [
            new(ChatRole.User, "Hi"),
            new(ChatRole.Assistant, [image, new FunctionCallContent("t1", "look", new Dictionary<string, object?>(StringComparer.Ordinal))]),
            new(ChatRole.Tool, [new FunctionResultContent("t1", "ok")]),
        ];

        var sent = (await SendAsync("generic", messages)).GetProperty("messages").EnumerateArray();
        Assert.Equal(["user", "assistant", "tool", "user"], sent.Select(static message => message.GetProperty("role").GetString()), StringComparer.Ordinal);
        await Assert.ThrowsAsync<ModelRefusedException>(() => SendAsync("mistral", messages));

        // Without a call there is no result.
        sent = (await SendAsync("mistral", [messages[0], new(ChatRole.Assistant, [image]), new(ChatRole.User, "And?")])).GetProperty("messages").EnumerateArray();
        Assert.Equal(["user", "assistant", "user"], sent.Select(static message => message.GetProperty("role").GetString()), StringComparer.Ordinal);
    }

    [Fact]
    public async Task A_tool_that_failed_without_a_result_is_told_as_such()
    {
        var sent = await SendAsync("generic", [new(ChatRole.Tool, [new FunctionResultContent("1", null) { Exception = new InvalidOperationException("secret") }])]);
        Assert.Equal("Error: the function failed.", sent.GetProperty("messages")[0].GetProperty("content").GetString());
    }

    [Fact]
    public async Task An_empty_event_is_passed_over()
    {
        const string Events = "data:\n\ndata: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\ndata\n\ndata: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata:\n\n";
        await using var server = await WireServer.StartAsync(_ => WireAnswer.Events(Events));
        using var client = OpenAITestClient.Create(server, "generic");
        Assert.Equal("|a||stop|-", OpenAITestClient.Meaning(await client.AskAsync(true)));
    }

    private static async Task<JsonElement> SendAsync(string dialect, ChatMessage[] messages, ChatOptions? options = null)
    {
        await using var server = await WireServer.StartAsync(_ => WireAnswer.Json(Ok));
        using var client = OpenAITestClient.Create(server, dialect);
        await client.AskAsync(false, messages, options);
        return server.Requests[0].Json;
    }
}
