using Azure;
using ModelRouter.TestProviders;

namespace ModelRouter.Providers.Tests;

public class AzureFailureTests
{
    private static readonly AzureFailureReader Reader = new();

    public static TheoryData<int, string, ModelFailureKind> Errors => new()
    {
        { 400, """{"error":{"code":"invalid_request_error","message":"Greet the secret sky.","param":"messages.[0].role"}}""", ModelFailureKind.InvalidRequest },
        { 400, """{"error":{"code":"context_length_exceeded","message":"too long"}}""", ModelFailureKind.ContextLength },
        { 422, """{"error":{"code":"Invalid input","message":"This model's maximum context length is 4096 tokens."}}""", ModelFailureKind.ContextLength },
        { 400, """{"error":{"code":"content_filter","message":"The response was filtered","innererror":{"code":"ResponsibleAIPolicyViolation"}}}""", ModelFailureKind.ContentFilter },
        { 400, """{"error":{"code":"unknown_model","message":"Unknown model: x"}}""", ModelFailureKind.UnknownModel },
        { 401, """{"error":{"code":"401","message":"Wrong key canary-5f3a9c1b7e"}}""", ModelFailureKind.Authentication },
        { 403, "<html>canary-5f3a9c1b7e</html>", ModelFailureKind.Authentication },
        { 404, """{"error":{"code":"DeploymentNotFound"}}""", ModelFailureKind.UnknownModel },
        { 413, """{"error":{"code":"tokens_limit_reached","message":"Request body too large."}}""", ModelFailureKind.ContextLength },
        { 400, """{"error":{"code":"400","message":"The prompt is longer than the maximum model length of 8."}}""", ModelFailureKind.ContextLength },
        { 400, """{"error":{"code":"400","message":"The prompt is too long to fit into the model: 'Hi \ud83d'"}}""", ModelFailureKind.ContextLength },
        { 400, "\uFEFF" + """{"error":{"code":"context_length_exceeded"}}""", ModelFailureKind.ContextLength },
        { 408, "", ModelFailureKind.Timeout },
        { 413, "{}", ModelFailureKind.InvalidRequest },
        { 429, """{"error":{"code":"RateLimitReached","message":"Greet the secret sky."}}""", ModelFailureKind.RateLimit },
        { 500, "null", ModelFailureKind.Server },
        { 502, "[7]", ModelFailureKind.Server },
        { 503, """{"error":"Greet the secret sky."}""", ModelFailureKind.Overload },
        { 504, "", ModelFailureKind.Timeout },
        { 302, "", ModelFailureKind.Unknown },
        { 418, """{"error":{"code":"canary-5f3a9c1b7e"}}""", ModelFailureKind.Unknown },
    };

    [Theory]
    [MemberData(nameof(Errors))]
    public async Task An_error_is_understood_and_quotes_nobody(int status, string body, ModelFailureKind kind)
    {
        await using var server = await WireServer.StartAsync(request => WireAnswer.Json(body, status).With("x-echo", request["Authorization"]!));
        using var client = AzureClients.Of(server);
        foreach (var stream in new[] { false, true })
        {
            var failure = await Assert.ThrowsAnyAsync<RequestFailedException>(() => client.AskAsync(stream, AzureClients.Hello));

            Assert.Equal(new(kind) { Status = status }, Reader.Read(failure));
            Assert.DoesNotContain(AzureClients.Key, failure.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain("secret", failure.ToString(), StringComparison.Ordinal);
            Assert.Contains($"HTTP {status}", failure.Message, StringComparison.Ordinal);
        }

        // Nothing is tried again down there.
        Assert.Equal(2, server.Requests.Count);
    }

    [Theory]
    [InlineData("Retry-After", "7", 7.0)]
    [InlineData("Retry-After", "Wed, 01 Jan 2025 00:01:00 GMT", 60.0)]
    [InlineData("retry-after-ms", "1500", 1.5)]
    [InlineData("x-ms-retry-after-ms", "250", 0.25)]
    [InlineData("Retry-After", "soon", null)]
    [InlineData("Retry-After", "-1", null)]
    [InlineData("Retry-After", "1e30", null)]
    public async Task The_service_says_when_to_come_again(string header, string value, double? seconds)
    {
        await using var server = await WireServer.StartAsync(
            _ => WireAnswer.Json("{}", 429).With(header, value).With("Date", "Wed, 01 Jan 2025 00:00:00 GMT"));
        using var client = AzureClients.Of(server);
        var failure = Reader.Read(await Assert.ThrowsAnyAsync<RequestFailedException>(() => client.AskAsync(true, AzureClients.Hello)))!;
        Assert.Equal(seconds, failure.RetryAfter?.TotalSeconds);
    }

    [Theory]
    [InlineData("""{"error":{"code":"429","message":"Greet the secret sky."}}""", ModelFailureKind.RateLimit, 429)]
    [InlineData("""{"error":{"code":"content_filter"}}""", ModelFailureKind.ContentFilter, null)]
    [InlineData("""{"error":{"code":"429","param":"\ud83d"}}""", ModelFailureKind.RateLimit, 429)]
    [InlineData("""{"error":"'Hi \ud83d'"}""", ModelFailureKind.Server, null)]
    [InlineData("""{"error":{"type":"server_error"}}""", ModelFailureKind.Server, null)]
    public async Task An_error_within_a_stream_or_in_place_of_one_is_one(string json, ModelFailureKind kind, int? status)
    {
        foreach (var answer in new[] { AzureRecordings.Stream("""{"choices":[{"delta":{"content":"a"}}]}""", json), WireAnswer.Json(json) })
        {
            await using var server = await WireServer.StartAsync(_ => answer);
            using var client = AzureClients.Of(server);
            var failure = await Assert.ThrowsAnyAsync<RequestFailedException>(() => client.AskAsync(true, AzureClients.Hello));
            Assert.Equal(new(kind) { Status = status }, Reader.Read(failure));
            Assert.DoesNotContain("secret", failure.ToString(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_lost_connection_is_the_transports(bool stream)
    {
        await using var server = await WireServer.StartAsync(_ => AzureRecordings.Text with { CutAfter = -1 });
        using var client = AzureClients.Of(server);
        var failure = await Assert.ThrowsAnyAsync<RequestFailedException>(() => client.AskAsync(stream, AzureClients.Hello));
        Assert.Equal(new(ModelFailureKind.Transport), Reader.Read(failure));
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData(false, -1)]
    [InlineData(true, -1)]
    [InlineData(false, 40)]
    [InlineData(true, 300)]
    public async Task A_silent_connection_times_out(bool stream, int after)
    {
        await using var server = await WireServer.StartAsync(
            _ => (stream ? AzureRecordings.TextStream : AzureRecordings.Text) with { StallAfter = after });
        using var client = AzureClients.Of(server, new() { Timeout = TimeSpan.FromMilliseconds(300) });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.AskAsync(stream, AzureClients.Hello));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(300)]
    public async Task Who_leaves_leaves_at_once(int after)
    {
        await using var server = await WireServer.StartAsync(_ => AzureRecordings.TextStream with { StallAfter = after });
        using var client = AzureClients.Of(server);
        using var leaving = new CancellationTokenSource();
        server.Stalled = _ => leaving.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in client.GetStreamingResponseAsync(AzureClients.Hello, null, leaving.Token))
            {
            }
        });
        Assert.True(leaving.IsCancellationRequested);
    }

    [Fact]
    public void Failures_of_other_clients_on_the_same_core_are_understood_too()
    {
        Assert.Equal(new(ModelFailureKind.RateLimit) { Status = 429 }, Reader.Read(new RequestFailedException(429, "slow down")));
        Assert.Equal(
            new(ModelFailureKind.ContentFilter) { Status = 400 }, Reader.Read(new RequestFailedException(400, "no", "content_filter", null)));
        Assert.Equal(new(ModelFailureKind.Timeout), Reader.Read(new RequestFailedException(0, "", new TimeoutException())));
        Assert.Equal(
            new(ModelFailureKind.Server) { Status = 500 }, Reader.Read(new AggregateException(new IOException(), new RequestFailedException(500, ""))));
        Assert.Null(Reader.Read(new IOException()));
    }
}
