using System.Globalization;
using System.Net;
using Anthropic.Exceptions;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using ModelRouter.TestProviders;

namespace ModelRouter.Providers.Tests;

public class AnthropicFailureTests
{
    private static readonly AnthropicFailureReader Reader = new();

    [Theory]
    [InlineData(400, "invalid_request_error", "messages: at least one message is required", ModelFailureKind.InvalidRequest)]
    [InlineData(400, "invalid_request_error", "prompt is too long: 210000 tokens > 200000 maximum", ModelFailureKind.ContextLength)]
    [InlineData(400, "invalid_request_error", "input length and `max_tokens` exceed context limit: 190000 + 20000 > 200000", ModelFailureKind.ContextLength)]
    [InlineData(400, "invalid_request_error", "Your credit balance is too low to access the API.", ModelFailureKind.Authentication)]
    [InlineData(400, "invalid_request_error", "You have reached your specified API usage limits. You will regain access on 2026-12-01 at 00:00 UTC.", ModelFailureKind.Authentication)]
    [InlineData(400, "invalid_request_error", "This organization has been disabled.", ModelFailureKind.Authentication)]
    [InlineData(400, "invalid_request_error", "max_tokens: 100000 > 64000, which is the maximum allowed number of output tokens", ModelFailureKind.InvalidRequest)]
    [InlineData(413, "invalid_request_error", "too much", ModelFailureKind.InvalidRequest)]
    [InlineData(422, "invalid_request_error", "messages: not so", ModelFailureKind.InvalidRequest)]
    [InlineData(401, "invalid_request_error", "Incorrect API key provided.", ModelFailureKind.Authentication)]
    [InlineData(403, "invalid_request_error", "Country not supported.", ModelFailureKind.Authentication)]
    [InlineData(404, "invalid_request_error", "The model `claude-x` does not exist.", ModelFailureKind.UnknownModel)]
    [InlineData(429, "invalid_request_error", "Requests to this deployment are limited.", ModelFailureKind.RateLimit)]
    [InlineData(429, "invalid_request_error", "Your credit balance is too low to access the API.", ModelFailureKind.Authentication)]
    [InlineData(405, "invalid_request_error", "Not allowed to POST.", ModelFailureKind.Unknown)]
    [InlineData(500, "invalid_request_error", "Something broke.", ModelFailureKind.Server)]
    [InlineData(500, "invalid_request_error", "prompt is too long: 210000 tokens > 200000 maximum", ModelFailureKind.ContextLength)]
    [InlineData(503, "invalid_request_error", "No worker is free.", ModelFailureKind.Overload)]
    [InlineData(403, "invalid_request_error", "Output blocked by content filtering policy", ModelFailureKind.ContentFilter)]
    [InlineData(400, "exceed_context_size_error", "the request exceeds the available context size, try increasing it", ModelFailureKind.ContextLength)]
    [InlineData(400, "BadRequestError", "This model's maximum context length is 4096 tokens.", ModelFailureKind.ContextLength)]
    [InlineData(413, "BadRequestError", "too long", ModelFailureKind.InvalidRequest)]
    [InlineData(402, "", "", ModelFailureKind.Authentication)]
    [InlineData(402, "invalid_request_error", "Pay first.", ModelFailureKind.Authentication)]
    [InlineData(405, "", "", ModelFailureKind.Unknown)]
    [InlineData(409, "", "", ModelFailureKind.Unknown)]
    [InlineData(415, "", "", ModelFailureKind.Unknown)]
    [InlineData(422, "", "", ModelFailureKind.InvalidRequest)]
    [InlineData(400, "invalid_request_error", "Output blocked by content filtering policy", ModelFailureKind.ContentFilter)]
    [InlineData(401, "authentication_error", "invalid x-api-key", ModelFailureKind.Authentication)]
    [InlineData(403, "permission_error", "no", ModelFailureKind.Authentication)]
    [InlineData(404, "not_found_error", "model: claude-x", ModelFailureKind.UnknownModel)]
    [InlineData(413, "request_too_large", "Request exceeds the maximum size", ModelFailureKind.InvalidRequest)]
    [InlineData(429, "rate_limit_error", "slow down", ModelFailureKind.RateLimit)]
    [InlineData(500, "api_error", "Internal server error", ModelFailureKind.Server)]
    [InlineData(504, "timeout_error", "late", ModelFailureKind.Timeout)]
    [InlineData(529, "overloaded_error", "Overloaded", ModelFailureKind.Overload)]
    [InlineData(529, "new_error", "?", ModelFailureKind.Overload)]
    [InlineData(502, "", "", ModelFailureKind.Server)]
    [InlineData(307, "", "", ModelFailureKind.Unknown)]
    public async Task Each_error_is_understood_and_tried_once(int status, string type, string message, ModelFailureKind kind)
    {
        await using var server = await WireServer.StartAsync(
            new StrictAnthropic(_ => StrictAnthropic.Error(status, type, message).With("Retry-After", "12").With("Location", "http://elsewhere/")).Answer);
        using var client = Client(server);
        foreach (var streams in new[] { true, false })
        {
            var exception = await Assert.ThrowsAsync<ModelServiceException>(() => client.AskAsync(streams, "2+2?"));
            Assert.Equal(new ModelFailure(kind) { Status = status, RetryAfter = TimeSpan.FromSeconds(12) }, Reader.Read(exception));
        }

        Assert.Equal(2, server.Requests.Count);
    }

    [Theory]
    [InlineData("retry-after-ms", "1500", 1500)]
    [InlineData("Retry-After", "Mon, 02 Nov 2026 09:00:30 GMT", 30_000)]
    [InlineData("Retry-After", "Mon, 02 Nov 2026 08:00:00 GMT", 0)]
    [InlineData("Retry-After", "soon", null)]
    [InlineData("X-None", "", null)]
    public async Task The_wait_is_read_as_it_is_given(string header, string value, int? milliseconds)
    {
        var time = new StillClock(DateTimeOffset.Parse("2026-11-02T09:00:00Z", CultureInfo.InvariantCulture));
        await using var server = await WireServer.StartAsync(new StrictAnthropic(_ => StrictAnthropic.Error(429, "rate_limit_error", "x").With(header, value).With("Date", "unknown")).Answer);
        using var client = Clients.Create(new AnthropicModelProvider(time), "claude-sonnet-4-5", server.Address, ("ApiKey", "key"));
        var exception = await Assert.ThrowsAsync<ModelServiceException>(() => client.AskAsync(true, "2+2?"));
        Assert.Equal(milliseconds, exception.Failure.RetryAfter?.TotalMilliseconds);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_lost_connection_and_a_late_answer_are_understood(bool streams)
    {
        var whole = WireAnswer.Events(AnthropicRecordings.Thought);
        var answer = whole with { CutAfter = -1 };
        await using var server = await WireServer.StartAsync(new StrictAnthropic(_ => answer).Answer);
        using var client = Client(server, ("Timeout", "00:00:01"));
        var lost = await Assert.ThrowsAnyAsync<Exception>(() => client.AskAsync(streams, "2+2?"));
        Assert.Equal(ModelFailureKind.Transport, Reader.Read(lost)?.Kind);

        answer = whole with { StallAfter = -1 };
        var late = await Assert.ThrowsAnyAsync<Exception>(() => client.AskAsync(streams, "2+2?"));
        Assert.Equal(ModelFailureKind.Timeout, Reader.Read(late)?.Kind);
    }

    public static TheoryData<Exception, ModelFailureKind?> Raw => new()
    {
        { new AnthropicIOException("x"), ModelFailureKind.Transport },
        { new AnthropicIOException("x", new HttpRequestException("y")), ModelFailureKind.Transport },
        { new AnthropicInvalidDataException("x"), ModelFailureKind.MalformedAnswer },
        { Api(429, "rate_limit_error", "x"), ModelFailureKind.RateLimit },
        { Api(401, "authentication_error", "x"), ModelFailureKind.Authentication },
        { Api(400, "invalid_request_error", "prompt is too long: 2 > 1"), ModelFailureKind.ContextLength },
        { Api(529, "overloaded_error", "x"), ModelFailureKind.Overload },
        { AnthropicExceptionFactory.CreateApiException((HttpStatusCode)500, "no JSON"), ModelFailureKind.Server },
        { new AnthropicSseException("x"), ModelFailureKind.Server },
        { new HttpRequestException("x"), ModelFailureKind.Transport },
        { new InvalidOperationException(), null },
    };

    [Theory]
    [MemberData(nameof(Raw))]
    public void Exceptions_of_the_library_are_understood(Exception exception, ModelFailureKind? kind) => Assert.Equal(kind, Reader.Read(exception)?.Kind);

    [Fact]
    public async Task A_key_that_a_server_gives_back_stays_out_of_exceptions()
    {
        const string Canary = "sk-ant-canary-5150";
        WireAnswer[] answers =
        [
            StrictAnthropic.Error(401, "authentication_error", $"no: {Canary}"),
            StrictAnthropic.Error(400, Canary, Canary),
            WireAnswer.Events($"event: error\ndata: {{\"type\":\"error\",\"error\":{{\"type\":\"{Canary}\",\"message\":\"{Canary}\"}}}}\n\n"),
            WireAnswer.Events($"event: {Canary}\ndata: {Canary}\n\n"),
            WireAnswer.Events($"{Canary}\n\n"),
            WireAnswer.Json($"<html>{Canary}</html>"),
            WireAnswer.Events(AnthropicRecordings.Thought) with { CutAfter = 700 },
        ];
        foreach (var answer in answers)
        {
            await using var server = await WireServer.StartAsync(new StrictAnthropic(_ => answer) { Key = Canary }.Answer);
            using var client = Clients.Create(new AnthropicModelProvider(), "claude-sonnet-4-5", server.Address, ("ApiKey", Canary));
            var exception = await Assert.ThrowsAnyAsync<Exception>(() => client.AskAsync(true, "2+2?"));
            Assert.DoesNotContain(Canary, $"{exception} {client} {client.GetService<ChatClientMetadata>()}", StringComparison.Ordinal);
            Assert.NotNull(Reader.Read(exception));
        }
    }

    [Theory]
    [InlineData("Endpoint", "ftp://x", "no http or https address")]
    [InlineData("Think", "maybe", "Allowed: Default, Off, On, Adaptive")]
    [InlineData("ThinkingBudget", "1000", "at least 1024")]
    [InlineData("Effort", "extreme", "Allowed: Low, Medium, High, XHigh, Max")]
    [InlineData("MaxTokens", "5", "Allowed:")]
    [InlineData("MaxOutputTokens", "0", "at least 1")]
    [InlineData("ApiKey", "sk-canary 넷", "can't send")]
    public void A_wrong_setting_is_an_error_of_the_start(string key, string value, string message)
    {
        var exception = Assert.Throws<ModelRouterConfigurationException>(
            () => Clients.Create(new AnthropicModelProvider(), "claude-sonnet-4-5", key == "Endpoint" ? null : new Uri("http://localhost:1"), (key, value)));
        Assert.StartsWith($"Settings:{key}", exception.Message, StringComparison.Ordinal);
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("sk-canary", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_budget_needs_thinking_and_the_service_needs_a_key()
    {
        Assert.Throws<ModelRouterConfigurationException>(
            () => Clients.Create(new AnthropicModelProvider(), "m", new Uri("http://localhost:1"), ("Think", "off"), ("ThinkingBudget", "2000")));
        var exception = Assert.Throws<ModelRouterConfigurationException>(
            () => Clients.Create(new AnthropicModelProvider(), "m", null, ("ApiKeyVariable", "MODELROUTER_TESTS_NO_SUCH_VARIABLE")));
        Assert.Contains("is not set", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_key_of_the_environment_goes_to_no_other_host(bool stream)
    {
        Environment.SetEnvironmentVariable("ANTHROPIC_API_KEY", "sk-of-the-user");
        try
        {
            await using var server = await WireServer.StartAsync(_ => WireAnswer.Events(AnthropicRecordings.Thought));
            using var elsewhere = Clients.Create(new AnthropicModelProvider(), "claude-sonnet-4-5", server.Address);
            await elsewhere.AskAsync(stream, "2+2?");
            Assert.Null(server.Requests[0]["x-api-key"]);

            // At its own host it is enough.
            Clients.Create(new AnthropicModelProvider(), "m", null).Dispose();
            Clients.Create(new AnthropicModelProvider(), "m", new("https://api.anthropic.com/v1")).Dispose();

            // A header of one's own comes instead of it.
            Clients.Create(new AnthropicModelProvider(), "m", null, ("Headers:X-Api-Key", "sk-other")).Dispose();

            // An empty one takes back what another source of the configuration says, and signs nothing.
            Clients.Create(new AnthropicModelProvider(), "m", null, ("ApiKey", "sk"), ("Headers:X-Api-Key", "")).Dispose();
            using var signed = Clients.Create(
                new AnthropicModelProvider(), "claude-sonnet-4-5", server.Address, ("ApiKey", "sk"), ("Headers:Authorization", ""), ("Headers:x-api-key", " "));
            await signed.AskAsync(stream, "2+2?");
            Assert.Equal("sk", server.Requests[1]["x-api-key"]);
            Assert.Null(server.Requests[1]["Authorization"]);
        }
        finally
        {
            Environment.SetEnvironmentVariable("ANTHROPIC_API_KEY", null);
        }
    }

    [Fact]
    public void A_key_is_given_once()
    {
        var exception = Assert.Throws<ModelRouterConfigurationException>(
            () => Clients.Create(new AnthropicModelProvider(), "m", new Uri("http://localhost:1"), ("ApiKey", "sk-one"), ("Headers:X-Api-Key", "sk-two")));
        Assert.StartsWith("Settings:Headers:x-api-key", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("sk-", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Both_providers_can_be_added()
    {
        var services = new ServiceCollection();
        ModelRouterBuilder? builder = null;
        services.AddModelRouter(router => builder = router.AddOllama().AddAnthropic());
        Assert.NotNull(builder);
        using var provider = services.BuildServiceProvider();
        Assert.Equal("service ollama anthropic", string.Join(' ', provider.GetServices<IModelProvider>().Select(static provider => provider.Name)));
    }

    private static AnthropicApiException Api(int status, string type, string message) =>
        AnthropicExceptionFactory.CreateApiException(
            (HttpStatusCode)status, $$$"""{"type":"error","error":{"type":"{{{type}}}","message":"{{{message}}}"}}""");

    private static IChatClient Client(WireServer server, params (string Key, string? Value)[] settings) =>
        Clients.Create(new AnthropicModelProvider(), "claude-sonnet-4-5", server.Address, [("ApiKey", "key"), .. settings]);

    /// <summary>A wall clock that stands; timers run.</summary>
    private sealed class StillClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
