using System.Net.Sockets;
using Microsoft.Extensions.Time.Testing;
using ModelRouter.TestProviders;

namespace ModelRouter.Providers.Tests;

/// <summary>Each way in which a service says no has its kind.</summary>
public class OpenAIErrorTests
{
    private static readonly OpenAIFailureReader Reader = new();

    [Fact]
    public void What_ended_in_the_clients_own_retries_is_what_the_last_of_them_was()
    {
        Assert.Equal(ModelFailureKind.Transport, Kind(new IOException("reset")));
        Assert.Equal(ModelFailureKind.Timeout, Kind(new TimeoutException()));
        Assert.Equal(ModelFailureKind.Unreachable, Kind(new HttpRequestException(HttpRequestError.ConnectionError)));

        static ModelFailureKind Kind(Exception inner) =>
            Reader.Read(new AggregateException(new IOException(), new System.ClientModel.ClientResultException("", null, inner)))!.Kind;
    }

    public static TheoryData<int, string, ModelFailureKind> Errors => new()
    {
        // OpenAI, Azure
        { 400, """{"error":{"message":"This model's maximum context length is 8192 tokens.","type":"invalid_request_error","code":"context_length_exceeded"}}""", ModelFailureKind.ContextLength },
        { 400, """{"error":{"message":"Unsupported value: 'temperature'.","type":"invalid_request_error","code":"unsupported_value"}}""", ModelFailureKind.InvalidRequest },
        { 400, """{"error":{"message":"The response was filtered","code":"content_filter","innererror":{"code":"ResponsibleAIPolicyViolation"}}}""", ModelFailureKind.ContentFilter },
        { 401, """{"error":{"message":"Incorrect API key provided","code":"invalid_api_key"}}""", ModelFailureKind.Authentication },
        { 403, """{"error":{"message":"Country not supported","code":"unsupported_country"}}""", ModelFailureKind.Authentication },
        { 404, """{"error":{"message":"The model does not exist","code":"model_not_found"}}""", ModelFailureKind.UnknownModel },
        { 429, """{"error":{"message":"Rate limit reached","code":"rate_limit_exceeded"}}""", ModelFailureKind.RateLimit },
        { 429, """{"error":{"message":"You exceeded your current quota","code":"insufficient_quota"}}""", ModelFailureKind.RateLimit },
        { 500, """{"error":{"message":"The server had an error"}}""", ModelFailureKind.Server },
        { 503, """{"error":{"message":"The engine is currently overloaded"}}""", ModelFailureKind.Overload },

        // DeepSeek
        { 400, """{"error":{"message":"This model's maximum context length is 65536 tokens. However, you requested 70000","type":"invalid_request_error","code":"invalid_request_error"}}""", ModelFailureKind.ContextLength },
        { 400, """{"error":{"message":"Content Exists Risk","type":"invalid_request_error","code":"invalid_request_error"}}""", ModelFailureKind.ContentFilter },
        { 400, """{"error":{"message":"Model Not Exist","type":"invalid_request_error","code":"invalid_request_error"}}""", ModelFailureKind.UnknownModel },
        { 402, """{"error":{"message":"Insufficient Balance","type":"unknown_error","code":"invalid_request_error"}}""", ModelFailureKind.Authentication },

        // Gemini
        { 400, """[{"error":{"code":400,"message":"The input token count (9) exceeds the maximum number of tokens allowed (8).","status":"INVALID_ARGUMENT"}}]""", ModelFailureKind.ContextLength },
        { 400, """[{"error":{"code":400,"message":"API key not valid. Please pass a valid API key.","status":"INVALID_ARGUMENT"}}]""", ModelFailureKind.Authentication },
        { 503, """[{"error":{"code":503,"message":"The model is overloaded.","status":"UNAVAILABLE"}}]""", ModelFailureKind.Overload },

        // Mistral
        { 400, """{"object":"error","message":"Prompt contains 40000 tokens, too large for model with 32768 maximum context length","type":"invalid_request_error","code":"3051"}""", ModelFailureKind.ContextLength },
        { 400, """{"object":"error","message":"Invalid model: x","type":"invalid_model","code":"1500"}""", ModelFailureKind.UnknownModel },
        { 422, """{"detail":[{"type":"extra_forbidden","loc":["body","top_k"]}]}""", ModelFailureKind.InvalidRequest },
        { 401, """{"detail":"Unauthorized"}""", ModelFailureKind.Authentication },

        // ERNIE, Qwen
        { 400, """{"error":{"code":"invalid_messages","message":"prompt tokens too long","type":"invalid_request_error"}}""", ModelFailureKind.ContextLength },
        { 401, """{"error":{"code":"invalid_iam_token","message":"IAM Certification failed","type":"invalid_request_error"}}""", ModelFailureKind.Authentication },
        { 400, """{"error":{"code":"invalid_parameter_error","message":"Range of input length should be [1, 30720]","type":"invalid_request_error"}}""", ModelFailureKind.ContextLength },
        { 400, """{"error":{"code":"data_inspection_failed","message":"Input data may contain inappropriate content."}}""", ModelFailureKind.ContentFilter },

        // OpenRouter
        { 400, """{"error":{"code":400,"message":"x/y is not a valid model ID"}}""", ModelFailureKind.UnknownModel },
        { 403, """{"error":{"code":403,"message":"The model requires moderation; your input was flagged","metadata":{"reasons":["violence"]}}}""", ModelFailureKind.ContentFilter },
        { 402, """{"error":{"code":402,"message":"Insufficient credits"}}""", ModelFailureKind.Authentication },
        { 402, """{"error":{"code":402,"message":"This request requires more credits, or fewer max_tokens."}}""", ModelFailureKind.Authentication },

        // vLLM, SGLang, llama-server
        { 400, """{"object":"error","message":"The input (9 tokens) is longer than the model's context length (8 tokens).","type":"BadRequestError","code":400}""", ModelFailureKind.ContextLength },
        { 404, """{"error":{"message":"The model `x` does not exist.","type":"NotFoundError","code":404}}""", ModelFailureKind.UnknownModel },
        { 400, """{"error":{"code":400,"message":"the request exceeds the available context size, try increasing it","type":"exceed_context_size_error","n_ctx":4096}}""", ModelFailureKind.ContextLength },
        { 503, """{"error":{"code":503,"message":"Loading model","type":"unavailable_error"}}""", ModelFailureKind.Overload },
        { 400, """{"object":"error","message":"The decoder prompt (length 9) is longer than the maximum model length of 8.","type":"BadRequestError","code":400}""", ModelFailureKind.ContextLength },
        { 400, """{"object":"error","message":"The prompt (total length 9) is too long to fit into the model (context length 8).","type":"BadRequestError","code":400}""", ModelFailureKind.ContextLength },

        // GitHub Models, Groq
        { 413, """{"error":{"code":"tokens_limit_reached","message":"Request body too large for gpt-4o model. Max size: 8000 tokens."}}""", ModelFailureKind.ContextLength },
        { 413, """{"error":{"message":"Request too large for model x on tokens per minute (TPM): Limit 6000, Requested 7000","type":"tokens","code":"rate_limit_exceeded"}}""", ModelFailureKind.RateLimit },

        // Half of a character, where a service cut what it quotes; and a mark of the bytes' order
        { 400, """{"error":{"message":"'Hi \ud83d' is too long","code":"context_length_exceeded"}}""", ModelFailureKind.ContextLength },
        { 400, """{"error":{"message":"maximum context length is 8 tokens, but 'Hi \ud83d'","code":"x"}}""", ModelFailureKind.ContextLength },
        { 400, """{"error":"maximum context length is 8 tokens, but 'Hi \ud83d'"}""", ModelFailureKind.ContextLength },
        { 400, "\uFEFF" + """{"error":{"message":"too long","code":"context_length_exceeded"}}""", ModelFailureKind.ContextLength },

        // Zhipu, DashScope
        { 429, """{"error":{"code":"1113","message":"Insufficient balance or no resource package. Please recharge."}}""", ModelFailureKind.Authentication },
        { 400, """{"error":{"code":"Arrearage","message":"Access denied, please make sure your account is in good standing."}}""", ModelFailureKind.Authentication },

        // Whatever stands before them
        { 402, "", ModelFailureKind.Authentication },
        { 407, "", ModelFailureKind.Authentication },
        { 408, "", ModelFailureKind.Timeout },
        { 413, "<html>Request Entity Too Large</html>", ModelFailureKind.InvalidRequest },
        { 429, "", ModelFailureKind.RateLimit },
        { 502, "<html>Bad Gateway</html>", ModelFailureKind.Server },
        { 504, "", ModelFailureKind.Timeout },
        { 529, "", ModelFailureKind.Overload },
        { 302, "", ModelFailureKind.Unknown },
    };

    [Theory]
    [MemberData(nameof(Errors))]
    public async Task A_refused_request_has_its_kind(int status, string body, ModelFailureKind kind)
    {
        await using var server = await WireServer.StartAsync(_ => WireAnswer.Json(body, status).With("Location", "http://127.0.0.1:1/"));
        using var client = OpenAITestClient.Create(server, "generic");
        foreach (var isStreaming in new[] { false, true })
        {
            var failure = await Assert.ThrowsAsync<OpenAIServiceException>(() => client.AskAsync(isStreaming));
            Assert.Equal((kind, status), (Reader.Read(failure)!.Kind, failure.Failure.Status));
        }

        // Nothing is tried twice, and no redirection followed.
        Assert.Equal(2, server.Requests.Count);
    }

    [Theory]
    [MemberData(nameof(Errors))]
    public async Task The_official_clients_failure_has_the_same_kind(int status, string body, ModelFailureKind kind)
    {
        if (status == 302)
        {
            Assert.Skip("It takes a redirection for an answer.");
        }

        await using var server = await WireServer.StartAsync(_ => WireAnswer.Json(body, status));
        using var client = OpenAITestClient.Official(server);
        foreach (var isStreaming in new[] { false, true })
        {
            var failure = await Assert.ThrowsAnyAsync<Exception>(() => client.AskAsync(isStreaming));
            Assert.Equal(kind, Reader.Read(failure)?.Kind);
        }
    }

    public static TheoryData<string, ModelFailureKind, int?> ErrorsInPlaceOfAnswers => new()
    {
        { """{"error":{"code":502,"message":"Provider returned error"}}""", ModelFailureKind.Server, 502 },
        { """{"error":{"code":429,"message":"slow down"},"choices":[{"index":0,"delta":{"content":""},"finish_reason":"error"}]}""", ModelFailureKind.RateLimit, 429 },
        { """{"error":{"code":"context_length_exceeded","message":"too long"}}""", ModelFailureKind.ContextLength, null },
        { """{"error":{"type":"rate_limit_error","message":"slow down"}}""", ModelFailureKind.RateLimit, null },
        { """{"error":{"type":"overloaded_error","message":"busy"}}""", ModelFailureKind.Overload, null },
        { """{"error":"CUDA error"}""", ModelFailureKind.Server, null },
        { """{"error":{"code":"context_length_exceeded","message":"'Hi \ud83d' is too long"}}""", ModelFailureKind.ContextLength, null },
        { """{"error":"'Hi \ud83d': CUDA error"}""", ModelFailureKind.Server, null },
        { """{"object":"error","message":"bad","type":"BadRequestError","code":400}""", ModelFailureKind.InvalidRequest, 400 },
        { """{"error_code":17,"error_msg":"Open api daily request limit reached"}""", ModelFailureKind.Server, null },
        { """{"code":"InvalidParameter","message":"url error","request_id":"r"}""", ModelFailureKind.InvalidRequest, null },
    };

    [Theory]
    [MemberData(nameof(ErrorsInPlaceOfAnswers))]
    public async Task An_error_in_place_of_an_answer_is_a_failure(string body, ModelFailureKind kind, int? status)
    {
        var answers = new[]
        {
            (false, WireAnswer.Json(body)),
            (true, WireAnswer.Json(body)),
            (true, WireAnswer.Events($"data: {body}\n\ndata: [DONE]\n\n")),
            (true, WireAnswer.Events($"data: {{\"choices\":[{{\"delta\":{{\"content\":\"Well\"}}}}]}}\n\nevent: error\ndata: {body}\n\n")),
        };
        foreach (var (isStreaming, answer) in answers)
        {
            await using var server = await WireServer.StartAsync(_ => answer);
            using var client = OpenAITestClient.Create(server, "generic");
            var failure = await Assert.ThrowsAsync<OpenAIServiceException>(() => client.AskAsync(isStreaming));
            Assert.Equal((kind, status), (failure.Failure.Kind, failure.Failure.Status));
        }
    }

    [Theory]
    [InlineData("insufficient_system_resource", ModelFailureKind.Overload)]
    [InlineData("abort", ModelFailureKind.Server)]
    [InlineData("error", ModelFailureKind.Server)]
    public async Task An_answer_that_the_service_broke_off_is_a_failure(string reason, ModelFailureKind kind)
    {
        foreach (var isStreaming in new[] { false, true })
        {
            var part = isStreaming ? "delta" : "message";
            var body = $$"""{"choices":[{"index":0,"{{part}}":{"content":"Half an"},"finish_reason":"{{reason}}"}]}""";
            await using var server = await WireServer.StartAsync(_ => isStreaming ? WireAnswer.Events($"data: {body}\n\ndata: [DONE]\n\n") : WireAnswer.Json(body));
            using var client = OpenAITestClient.Create(server, "generic");
            var failure = await Assert.ThrowsAsync<OpenAIServiceException>(() => client.AskAsync(isStreaming));
            Assert.Equal(kind, failure.Failure.Kind);
        }
    }

    public static TheoryData<bool, WireAnswer> Nonsense => new()
    {
        { false, WireAnswer.Json("") },
        { false, WireAnswer.Json("<html>Log in</html>") },
        { false, WireAnswer.Json("[]") },
        { false, WireAnswer.Json("""{"choices":null}""") },
        { false, WireAnswer.Json("""{"choices":[{"message":{"content":"\ud800"}}]}""") },
        { false, WireAnswer.Json("""{"choices":[{"message":{"tool_calls":[{"id":"1"}]}}]}""") },
        { true, WireAnswer.Json("""{"choices":[{"message":{"content":"whole"},"finish_reason":"stop"}]}""") },
        { true, WireAnswer.Lines("""{"choices":[{"delta":{"content":"a"},"finish_reason":"stop"}]}""") },
        { true, WireAnswer.Events("") },
        { true, WireAnswer.Events("data: [DONE]\n\n") },
        { true, WireAnswer.Events("data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\ndata: [DONE]\n\n") },
        { true, WireAnswer.Events("data: 1\n\n") },
        { true, WireAnswer.Events("data: {}\n\n") },
        { true, WireAnswer.Events("Internal Server Error") },
        { true, WireAnswer.Events("data: {\"choices\":[{\"delta\":{\"tool_calls\":[1]},\"finish_reason\":\"stop\"}]}\n\n") },
    };

    [Theory]
    [MemberData(nameof(Nonsense))]
    public async Task What_is_no_answer_is_malformed(bool isStreaming, WireAnswer answer)
    {
        await using var server = await WireServer.StartAsync(_ => answer);
        using var client = OpenAITestClient.Create(server, "generic");
        var failure = await Assert.ThrowsAsync<OpenAIServiceException>(() => client.AskAsync(isStreaming));
        Assert.Equal(ModelFailureKind.MalformedAnswer, Reader.Read(failure)!.Kind);
    }

    [Theory]
    [InlineData("Retry-After", "7", 7_000L)]
    [InlineData("Retry-After", "0.5", 500L)]
    [InlineData("Retry-After", "Mon, 01 Jan 2024 00:00:30 GMT", 30_000L)]
    [InlineData("Retry-After", "Sun, 31 Dec 2023 00:00:00 GMT", 0L)]
    [InlineData("Retry-After", "soon", null)]
    [InlineData("Retry-After", "1e9", null)]
    [InlineData("Retry-After", "NaN", null)]
    [InlineData("Retry-After", "Infinity", null)]
    [InlineData("retry-after-ms", "NaN", null)]
    [InlineData("Retry-After", "99999999999", 2_592_000_000L)]
    [InlineData("retry-after-ms", "250", 250L)]
    [InlineData("X-Other", "1", null)]
    public async Task A_service_says_when_to_come_again(string header, string value, long? milliseconds)
    {
        var time = new FakeTimeProvider(new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await using var server = await WireServer.StartAsync(_ => WireAnswer.Json("{}", 429).With(header, value).With("Date", "unknown"));
        using var client = OpenAITestClient.Create(server, "generic", new() { TimeProvider = time });
        var failure = await Assert.ThrowsAsync<OpenAIServiceException>(() => client.AskAsync(false));
        var expected = milliseconds is { } known ? TimeSpan.FromMilliseconds(known) : (TimeSpan?)null;
        Assert.Equal(expected, failure.Failure.RetryAfter);

        using var theirs = OpenAITestClient.Official(server);
        var same = await Assert.ThrowsAnyAsync<Exception>(() => theirs.AskAsync(false));
        Assert.Equal(expected, new OpenAIFailureReader(time).Read(same)!.RetryAfter);
    }

    [Theory]
    [InlineData("34.5s", 34.5)]
    [InlineData("NaNs", null)]
    public async Task Gemini_says_in_the_body_when_to_come_again(string delay, double? seconds)
    {
        const string Body = """[{"error":{"code":429,"status":"RESOURCE_EXHAUSTED","message":"q","details":[{"@type":"x"},{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"34.5s"}]}}]""";
        await using var server = await WireServer.StartAsync(_ => WireAnswer.Json(Body.Replace("34.5s", delay, StringComparison.Ordinal), 429));
        using var client = OpenAITestClient.Create(server, "gemini");
        var failure = await Assert.ThrowsAsync<OpenAIServiceException>(() => client.AskAsync(true));
        Assert.Equal((ModelFailureKind.RateLimit, seconds), (failure.Failure.Kind, failure.Failure.RetryAfter?.TotalSeconds));
    }

    [Fact]
    public async Task A_service_that_is_not_there_is_out_of_reach()
    {
        // Bound, so that nobody else gets the port, but not listening.
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, 0));
        var port = ((System.Net.IPEndPoint)taken.LocalEndPoint!).Port;
        using var client = new OpenAIModelProvider().CreateClient(
            OpenAITestClient.Profile, OpenAITestClient.Section(("Endpoint", $"http://127.0.0.1:{port}/v1")));
        foreach (var isStreaming in new[] { false, true })
        {
            var failure = await Assert.ThrowsAsync<OpenAIServiceException>(() => client.AskAsync(isStreaming));
            Assert.Equal(ModelFailureKind.Unreachable, Reader.Read(failure)!.Kind);
        }
    }

    [Theory]
    [InlineData("""{"id":"1","choices":[{"index":0,"message":{"role":"assistant","content":"a"},"finish_reason":"eos"}]}""")]
    [InlineData("""{"id":"1","choi""")]
    public async Task The_official_client_can_not_read_everything_and_its_failure_is_known(string body)
    {
        await using var server = await WireServer.StartAsync(_ => WireAnswer.Json(body));
        using var client = OpenAITestClient.Official(server);
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => client.AskAsync(false));
        Assert.Equal(ModelFailureKind.MalformedAnswer, Reader.Read(failure)?.Kind);
    }

    [Fact]
    public void Other_libraries_failures_are_left_to_others()
    {
        Assert.Null(Reader.Read(new InvalidOperationException()));
        Assert.Null(Reader.Read(new HttpRequestException()));
        Assert.Null(Reader.Read(new OperationCanceledException()));
    }
}
