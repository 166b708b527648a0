using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.AI;
using ModelRouter.TestProviders;
using OllamaSharp.Models.Exceptions;

namespace ModelRouter.Providers.Tests;

public class OllamaFailureTests
{
    private static readonly OllamaFailureReader Reader = new();

    [Theory]
    [InlineData(400, """{"error":"invalid message"}""", ModelFailureKind.InvalidRequest)]
    [InlineData(400, """{"error":"prompt is longer than the context window"}""", ModelFailureKind.ContextLength)]
    [InlineData(401, """{"error":"unauthorized"}""", ModelFailureKind.Authentication)]
    [InlineData(402, "", ModelFailureKind.Authentication)]
    [InlineData(403, "", ModelFailureKind.Authentication)]
    [InlineData(404, """{"error":"model 'qwen3:8b' not found"}""", ModelFailureKind.UnknownModel)]
    [InlineData(404, "<html>", ModelFailureKind.UnknownModel)]
    [InlineData(408, "", ModelFailureKind.Timeout)]
    [InlineData(429, "{}", ModelFailureKind.RateLimit)]
    [InlineData(500, """{"error":"model requires more system memory (8.4 GiB) than is available (6.1 GiB)"}""", ModelFailureKind.Server)]
    [InlineData(500, """{"error":"llama runner process has terminated: exit status 2"}""", ModelFailureKind.Server)]
    [InlineData(502, "bad gateway", ModelFailureKind.Server)]
    [InlineData(503, """{"error":"server busy, please try again.  maximum pending requests exceeded"}""", ModelFailureKind.Overload)]
    [InlineData(504, "", ModelFailureKind.Timeout)]
    [InlineData(302, "", ModelFailureKind.Unknown)]
    public async Task Each_status_is_understood(int status, string body, ModelFailureKind kind)
    {
        await using var server = await WireServer.StartAsync(
            new StrictOllama(_ => WireAnswer.Json(body, status).With("Retry-After", "7").With("Location", "http://elsewhere/")).Answer);
        using var client = Clients.Create(new OllamaModelProvider(), "qwen3:8b", server.Address);
        foreach (var streams in new[] { true, false })
        {
            var exception = await Assert.ThrowsAsync<ModelServiceException>(() => client.AskAsync(streams, "2+2?"));
            var failure = Reader.Read(exception);
            Assert.Equal((kind, status), (failure!.Kind, failure.Status!.Value));
            Assert.Equal(kind == ModelFailureKind.UnknownModel && body.Contains("not found", StringComparison.Ordinal) ? null : TimeSpan.FromSeconds(7), failure.RetryAfter);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_missing_model_is_named_with_what_to_do(bool streams)
    {
        await using var server = await WireServer.StartAsync(new StrictOllama(_ => WireAnswer.Lines(OllamaRecordings.Thought)).Answer);
        using var client = Clients.Create(new OllamaModelProvider(), "gemma3:4b", server.Address);
        var exception = await Assert.ThrowsAsync<ModelServiceException>(() => client.AskAsync(streams, "2+2?"));
        Assert.Equal(ModelFailureKind.UnknownModel, exception.Failure.Kind);
        Assert.Contains("ollama pull gemma3:4b", exception.Message, StringComparison.Ordinal);
        Assert.Equal("/api/show", Assert.Single(server.Requests).Path);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Nobody_at_the_address_is_out_of_reach(bool streams)
    {
        // Bound, so that nobody else gets the port, but not listening.
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var port = ((IPEndPoint)taken.LocalEndPoint!).Port;
        using var client = Clients.Create(new OllamaModelProvider(), "qwen3:8b", new Uri($"http://127.0.0.1:{port}"));
        var exception = await Assert.ThrowsAnyAsync<Exception>(() => client.AskAsync(streams, "2+2?"));
        Assert.Equal(ModelFailureKind.Unreachable, Reader.Read(exception)?.Kind);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_answer_that_does_not_begin_in_time_is_a_timeout(bool streams)
    {
        await using var server = await WireServer.StartAsync(
            new StrictOllama(_ => WireAnswer.Lines(OllamaRecordings.Thought) with { StallAfter = -1 }).Answer);
        using var client = Clients.Create(new OllamaModelProvider(), "qwen3:8b", server.Address, ("Timeout", "00:00:01"));
        var exception = await Assert.ThrowsAnyAsync<Exception>(() => client.AskAsync(streams, "2+2?"));
        Assert.Equal(ModelFailureKind.Timeout, Reader.Read(exception)?.Kind);
    }

    public static TheoryData<Exception, ModelFailureKind?> Raw => new()
    {
        { new OllamaException("x"), ModelFailureKind.InvalidRequest },
        { new ModelDoesNotSupportToolsException("x"), ModelFailureKind.Refused },
        { new ResponseError("x"), ModelFailureKind.Server },
        { new HttpRequestException("x", null, HttpStatusCode.TooManyRequests), ModelFailureKind.RateLimit },
        { new HttpRequestException("x"), ModelFailureKind.Transport },
        { new HttpIOException(HttpRequestError.ResponseEnded), ModelFailureKind.Transport },
        { new System.Text.Json.JsonException(), ModelFailureKind.MalformedAnswer },
        { new TaskCanceledException("x", new TimeoutException()), ModelFailureKind.Timeout },
        { new InvalidOperationException { Source = "OllamaSharp" }, ModelFailureKind.MalformedAnswer },
        { new InvalidOperationException(), null },
        { new OperationCanceledException(), null },
    };

    [Theory]
    [MemberData(nameof(Raw))]
    public void Exceptions_of_the_library_are_understood(Exception exception, ModelFailureKind? kind) => Assert.Equal(kind, Reader.Read(exception)?.Kind);

    [Fact]
    public async Task A_key_that_a_server_gives_back_stays_out_of_exceptions()
    {
        const string Canary = "sk-canary-5150";
        foreach (var path in new[] { "/api/show", "/api/chat" })
        {
            var inner = new StrictOllama(_ => WireAnswer.Json($$"""{"error":"no: {{Canary}}"}""", 401));
            await using var server = await WireServer.StartAsync(
                request => request.Path == path ? WireAnswer.Json($$"""{"error":"no: {{request["Authorization"]}}"}""", 401) : inner.Answer(request));
            using var client = Clients.Create(new OllamaModelProvider(), "qwen3:8b", server.Address, ("ApiKey", Canary));
            var exception = await Assert.ThrowsAsync<ModelServiceException>(() => client.AskAsync(true, "2+2?"));
            Assert.DoesNotContain(Canary, $"{exception} {client} {client.GetService<ChatClientMetadata>()}", StringComparison.Ordinal);
            Assert.Equal($"Bearer {Canary}", server.Requests[0]["Authorization"]);
        }

        await using var broken = await WireServer.StartAsync(
            new StrictOllama(request => WireAnswer.Lines($$"""{"error":"{{request["Authorization"]}}"}""")).Answer);
        using var other = Clients.Create(new OllamaModelProvider(), "qwen3:8b", broken.Address, ("ApiKey", Canary));
        Assert.DoesNotContain(Canary, (await Assert.ThrowsAsync<ModelServiceException>(() => other.AskAsync(true, "2+2?"))).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Endpoint", "http://gpu:11434/v1", "http://gpu:11434")]
    [InlineData("Endpoint", "http://gpu:11434/api/", "http://gpu:11434")]
    [InlineData("Endpoint", "gpu:11434", "no http or https address")]
    [InlineData("Think", "maybe", "Allowed: Default, Off, On, Low, Medium, High")]
    [InlineData("KeepAlive", "soon", "00:10:00, 10m")]
    [InlineData("ContextLength", "-1", "at least 0")]
    [InlineData("Thinks", "on", "Did you mean 'Think'")]
    [InlineData("ApiKey", "sk-canary\n5150", "can't send")]
    [InlineData("Headers:X-A", "sk-canary\r\nX-B: 1", "can't be sent")]
    [InlineData("Headers:Content-Type", "text/plain", "can't be sent")]
    public void A_wrong_setting_is_an_error_of_the_start(string key, string value, string message)
    {
        var exception = Assert.Throws<ModelRouterConfigurationException>(
            () => Clients.Create(new OllamaModelProvider(), "qwen3:8b", key == "Endpoint" ? null : new Uri("http://localhost:11434"), (key, value)));
        Assert.StartsWith($"Settings:{key}", exception.Message, StringComparison.Ordinal);
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("sk-canary", exception.ToString(), StringComparison.Ordinal);
    }
}
