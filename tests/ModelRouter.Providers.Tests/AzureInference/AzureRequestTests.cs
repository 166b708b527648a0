using System.Text.Json;
using Azure.Core;
using Azure.Core.Pipeline;
using Microsoft.Extensions.AI;
using ModelRouter.TestProviders;

namespace ModelRouter.Providers.Tests;

public class AzureRequestTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_request_goes_out_as_the_service_wants_it(bool stream)
    {
        await using var server = await WireServer.StartAsync(_ => stream ? AzureRecordings.TextStream : AzureRecordings.Text);
        var settings = new AzureInferenceOptions { Model = "default", Headers = { ["x-tenant"] = "blue" } };
        using var client = AzureClients.Of(server, settings);

        await client.AskAsync(stream, AzureClients.Hello, new()
        {
            ModelId = "m", Instructions = "Be brief.", Temperature = 0.5f, TopP = 0.9f, TopK = 40, FrequencyPenalty = 0.1f, PresencePenalty = 0.2f, Seed = 7,
            MaxOutputTokens = 100, StopSequences = ["END"], Reasoning = new() { Effort = ReasoningEffort.High },
            AdditionalProperties = new() { ["safe_prompt"] = true, ["nested"] = new { a = 1 } },
        });
        await client.AskAsync(stream, AzureClients.Hello);

        var request = server.Requests[0];
        Assert.Equal(("POST", "/models/chat/completions?api-version=2024-05-01-preview"), (request.Method, request.Path));
        Assert.Equal(($"Bearer {AzureClients.Key}", "pass-through", "blue"), (request["Authorization"], request["extra-parameters"], request["x-tenant"]));
        Assert.Equal("application/json", request["Content-Type"]);
        var expected = """
            {"messages":[{"role":"system","content":"Be brief."},{"role":"user","content":"Greet the secret sky."}],"model":"m",
            "temperature":0.5,"top_p":0.9,"top_k":40,"frequency_penalty":0.1,"presence_penalty":0.2,"seed":7,"max_tokens":100,"stop":["END"],
            "reasoning_effort":"high","safe_prompt":true,"nested":{"a":1}
            """ + (stream ? ""","stream":true,"stream_options":{"include_usage":true}}""" : "}");
        AssertJson(expected, request.Json);
        Assert.Equal("default", server.Requests[1].Json.GetProperty("model").GetString());
    }

    [Fact]
    public async Task Tools_their_results_and_pictures_are_written()
    {
        await using var server = await WireServer.StartAsync(_ => AzureRecordings.Text);
        using var client = AzureClients.Of(server, new() { SendsReasoning = true });
        ChatMessage[] messages =
        [
            new(ChatRole.System, "s"),
            new(ChatRole.User, [new TextContent("look"), new DataContent(new byte[] { 1, 2, 3 }, "image/png"), new UriContent("https://example.com/a.jpg", "image/jpeg")]),
            new(ChatRole.User, [new DataContent(new byte[] { 4 }, "audio/mpeg")]),
            new(ChatRole.Assistant,
            [
                new TextReasoningContent("hm"), new TextContent("one moment"),
                new FunctionCallContent("t1", "f", new Dictionary<string, object?>(StringComparer.Ordinal) { ["x"] = "é" }), new FunctionCallContent("t2", "g"),
            ]),
            new(ChatRole.Tool, [new FunctionResultContent("t1", "text"), new FunctionResultContent("t2", new[] { 1 })]),
            new(ChatRole.Assistant, [new FunctionCallContent("t3", "g")]),
            new(ChatRole.Tool, [new FunctionResultContent("t3", null) { Exception = new InvalidOperationException("secret") }]),
            new(ChatRole.Assistant, [new TextContent("a"), new TextContent("b")]),
        ];

        await client.AskAsync(false, messages);

        AssertJson(
            """
            [{"role":"system","content":"s"},
            {"role":"user","content":[{"type":"text","text":"look"},{"type":"image_url","image_url":{"url":"data:image/png;base64,AQID"}},
            {"type":"image_url","image_url":{"url":"https://example.com/a.jpg"}}]},
            {"role":"user","content":[{"type":"input_audio","input_audio":{"data":"BA==","format":"mp3"}}]},
            {"role":"assistant","content":"one moment","tool_calls":[{"id":"t1","type":"function","function":{"name":"f","arguments":"{\"x\":\"é\"}"}},
            {"id":"t2","type":"function","function":{"name":"g","arguments":"{}"}}],"reasoning_content":"hm"},
            {"role":"tool","tool_call_id":"t1","content":"text"},{"role":"tool","tool_call_id":"t2","content":"[1]"},
            {"role":"assistant","tool_calls":[{"id":"t3","type":"function","function":{"name":"g","arguments":"{}"}}]},
            {"role":"tool","tool_call_id":"t3","content":"Error: the function failed."},
            {"role":"assistant","content":"ab"}]
            """,
            server.Requests[0].Json.GetProperty("messages"));
    }

    [Theory]
    [InlineData("auto", "\"auto\"")]
    [InlineData("none", "\"none\"")]
    [InlineData("any", "\"required\"")]
    [InlineData("f", """{"type":"function","function":{"name":"f"}}""")]
    [InlineData(null, null)]
    public async Task A_tool_choice_is_written(string? choice, string? expected)
    {
        await using var server = await WireServer.StartAsync(_ => AzureRecordings.Text);
        using var client = AzureClients.Of(server);
        var options = new ChatOptions
        {
            Tools = [AIFunctionFactory.Create((int x) => x, "f", "does it")],
            AllowMultipleToolCalls = false,
            ToolMode = choice switch
            {
                null => null,
                "auto" => ChatToolMode.Auto,
                "none" => ChatToolMode.None,
                "any" => ChatToolMode.RequireAny,
                _ => ChatToolMode.RequireSpecific(choice),
            },
        };

        await client.AskAsync(false, AzureClients.Hello, options);

        var json = server.Requests[0].Json;
        var tool = json.GetProperty("tools")[0].GetProperty("function");
        Assert.Equal(("f", "does it"), (tool.GetProperty("name").GetString(), tool.GetProperty("description").GetString()));
        Assert.Equal("integer", tool.GetProperty("parameters").GetProperty("properties").GetProperty("x").GetProperty("type").GetString());
        Assert.False(json.GetProperty("parallel_tool_calls").GetBoolean());
        Assert.Equal(expected is not null, json.TryGetProperty("tool_choice", out var written));
        if (expected is not null)
        {
            AssertJson(expected, written);
        }
    }

    [Fact]
    public async Task An_answers_form_is_written()
    {
        await using var server = await WireServer.StartAsync(_ => AzureRecordings.Text);
        using var client = AzureClients.Of(server, new() { StreamsUsage = false });
        var schema = JsonSerializer.Deserialize<JsonElement>("""{"type":"object"}""");
        await client.AskAsync(false, AzureClients.Hello, new() { ResponseFormat = ChatResponseFormat.ForJsonSchema(schema, "city", "a city") });
        await client.AskAsync(false, AzureClients.Hello, new() { ResponseFormat = ChatResponseFormat.Json });
        await client.AskAsync(false, AzureClients.Hello, new() { ResponseFormat = ChatResponseFormat.Text });

        var forms = server.Requests.Select(r => r.Json.GetProperty("response_format")).ToList();
        AssertJson(
            """{"type":"json_schema","json_schema":{"name":"city","description":"a city","schema":{"type":"object"},"strict":true}}""", forms[0]);
        AssertJson("""{"type":"json_object"}""", forms[1]);
        AssertJson("""{"type":"text"}""", forms[2]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Images_of_results_follow_the_results(bool several)
    {
        var messages = ShownResults.Of(several);
        await using var server = await WireServer.StartAsync(_ => AzureRecordings.Text);
        using var client = AzureClients.Of(server);
        await client.AskAsync(false, messages);
        var sent = server.Requests[0].Json.GetProperty("messages").EnumerateArray().ToArray();
        Assert.Equal(["assistant", "tool", "tool", "user", "assistant"], sent.Select(static message => message.GetProperty("role").GetString()), StringComparer.Ordinal);
        Assert.Equal(several ? "the shot" : "The image follows the results.", sent[1].GetProperty("content").GetString());
        Assert.Equal("data:image/png;base64,AQID", sent[3].GetProperty("content")[0].GetProperty("image_url").GetProperty("url").GetString());
    }

    [Fact]
    public async Task What_the_service_has_no_form_for_is_refused_before_it_is_sent()
    {
        await using var server = await WireServer.StartAsync(_ => AzureRecordings.Text);
        using var client = AzureClients.Of(server);
        await Assert.ThrowsAsync<NotSupportedException>(() => client.AskAsync(false, AzureClients.Hello, new() { Tools = [new HostedWebSearchTool()] }));
        await Assert.ThrowsAsync<NotSupportedException>(
            () => client.AskAsync(false, [new(ChatRole.User, [new DataContent(new byte[] { 1 }, "application/pdf")])]));
        foreach (var name in (string[])["messages", "stream", "model", "n"])
        {
            await Assert.ThrowsAsync<ArgumentException>(
                () => client.AskAsync(false, AzureClients.Hello, new() { AdditionalProperties = new() { [name] = 2 } }));
        }

        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData(false, 100, "max_tokens", 500, 100), InlineData(true, 100, "max_completion_tokens", 500, 100)]
    [InlineData(false, 100, "max_completion_tokens", 50, 50), InlineData(true, 100, "max_tokens", 50, 50)]
    [InlineData(false, null, "max_completion_tokens", 50, 50), InlineData(true, 100, "max_tokens", "many", 100)]
    public async Task Of_two_limits_the_smaller_goes_out_once(bool stream, int? limit, string name, object given, int sent)
    {
        await using var server = await WireServer.StartAsync(_ => stream ? AzureRecordings.TextStream : AzureRecordings.Text);
        using var client = AzureClients.Of(server);
        await client.AskAsync(stream, AzureClients.Hello, new() { MaxOutputTokens = limit, AdditionalProperties = new() { [name] = given } });
        var request = server.Requests[0].Json;
        Assert.Equal(sent, request.GetProperty(name).GetInt32());
        Assert.False(request.TryGetProperty(name == "max_tokens" ? "max_completion_tokens" : "max_tokens", out _));
    }

    [Theory]
    [InlineData(false, "max_tokens", "max_completion_tokens"), InlineData(true, "max_tokens", "max_completion_tokens")]
    [InlineData(false, "max_completion_tokens", "max_tokens"), InlineData(true, "max_completion_tokens", "max_tokens")]
    public async Task Of_three_limits_the_smallest_goes_out_once(bool stream, string lower, string higher)
    {
        await using var server = await WireServer.StartAsync(_ => stream ? AzureRecordings.TextStream : AzureRecordings.Text);
        using var client = AzureClients.Of(server);
        await client.AskAsync(stream, AzureClients.Hello, new() { MaxOutputTokens = 200, AdditionalProperties = new() { [lower] = 100, [higher] = 500 } });
        var request = server.Requests[0].Json;
        var sent = Assert.Single(request.EnumerateObject(), static member => member.Name is "max_tokens" or "max_completion_tokens");
        Assert.Equal(100, sent.Value.GetInt32());
    }

    [Theory]
    [InlineData(null, "https://ml.azure.com/.default")]
    [InlineData("https://cognitiveservices.azure.com/.default", "https://cognitiveservices.azure.com/.default")]
    public async Task A_credentials_token_is_sent(string? scope, string expected)
    {
        await using var server = await WireServer.StartAsync(_ => AzureRecordings.Text);
        var credential = new FakeCredential();
        using var plain = new ToPlainHttp(server.Address);
        var options = new AzureInferenceOptions { TokenScope = scope, Configure = o => o.Transport = new HttpClientTransport(plain) };
        using var client = new AzureInferenceChatClient(new("https://example.com/models/"), credential, options);

        await client.AskAsync(false, AzureClients.Hello);

        Assert.Equal("Bearer token", server.Requests[0]["Authorization"]);
        Assert.Equal(expected, credential.Scope);
    }

    private static void AssertJson(string expected, JsonElement actual) =>
        Assert.True(JsonElement.DeepEquals(JsonSerializer.Deserialize<JsonElement>(expected), actual), actual.GetRawText());

    private sealed class FakeCredential : TokenCredential
    {
        public string? Scope { get; private set; }

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            Scope = requestContext.Scopes[0];
            return new("token", DateTimeOffset.MaxValue);
        }

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new(GetToken(requestContext, cancellationToken));
    }

    /// <summary>Tokens go over https only, and the test's server has none.</summary>
    private sealed class ToPlainHttp(Uri server) : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.RequestUri = new(server, request.RequestUri!.PathAndQuery);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
