using Microsoft.Extensions.AI;
using ModelRouter.TestProviders;

namespace ModelRouter.Providers.Tests;

/// <summary>A key never comes back, not even from a service that quotes it.</summary>
public class OpenAISecretsTests
{
    private const string Key = "sk-canary-0123456789";
    private const string Header = "hdr-canary-0123456789";

    public static TheoryData<int, string, string> Answers => new()
    {
        { 401, "application/json", $$$"""{"error":{"message":"Incorrect API key: {{{Key}}} {{{Header}}}","code":"{{{Key}}}","type":"{{{Header}}}"}}""" },
        { 500, "application/json", $$$"""{"error":"Bearer {{{Key}}}"}""" },
        { 500, "text/html", $"<html>{Key}{Header}</html>" },
        { 302, "text/html", Key },
        { 200, "application/json", $$$"""{"error":{"message":"{{{Key}}}","code":"{{{Key}}}"}}""" },
        { 200, "application/json", $"{Key} {Header}" },
        { 200, "application/json", $$$"""{"{{{Key}}}":"{{{Header}}}"}""" },
        { 200, "text/event-stream", $"{Key}: {Header}\n\n" },
        { 200, "text/event-stream", $"data: {Key}\n\n" },
        { 200, "text/event-stream", $$$"""data: {"choices":[{"delta":{"tool_calls":["{{{Key}}}"]}}]}""" + "\n\n" },
        { 200, Key, "{}" },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task No_failure_tells_the_key(int status, string type, string body)
    {
        await using var server = await WireServer.StartAsync(_ => WireAnswer.Json(body, status).With("Content-Type", type).With("X-Echo", Key));
        using var client = OpenAITestClient.Create(server, "generic", settings: [("ApiKey", Key), ("Headers:X-Secret", Header)]);
        foreach (var isStreaming in new[] { false, true })
        {
            var failure = await Assert.ThrowsAsync<OpenAIServiceException>(() => client.AskAsync(isStreaming));
            Assert.DoesNotContain("canary", $"{failure} {failure.Code} {failure.Detail} {failure.Failure}", StringComparison.Ordinal);
        }

        Assert.All(server.Requests, request => Assert.Equal(($"Bearer {Key}", Header), (request["Authorization"], request["X-Secret"])));
        Assert.DoesNotContain("canary", $"{client} {client.GetService<ChatClientMetadata>()?.ProviderUri}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ApiKey", "sk-canary\nx")]
    [InlineData("ApiKey", "sk-canary-ü")]
    [InlineData("Headers:X-Secret", "hdr-canary\r\nX-Other: 1")]
    [InlineData("Headers:X Secret", "hdr-canary")]
    public async Task What_no_header_can_hold_is_refused_at_once_and_not_quoted(string key, string value)
    {
        await using var server = await WireServer.StartAsync(_ => WireAnswer.Json("{}"));
        var wrong = Assert.Throws<ModelRouterConfigurationException>(() => OpenAITestClient.Create(server, "generic", settings: (key, value)));
        Assert.DoesNotContain("canary", wrong.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_service_says_is_apart_from_the_message()
    {
        await using var server = await WireServer.StartAsync(
            _ => WireAnswer.Json("""{"error":{"message":"Invalid value in 'the prompt'","code":"invalid_value"}}""", 400));
        using var client = OpenAITestClient.Create(server, "generic");
        var failure = await Assert.ThrowsAsync<OpenAIServiceException>(() => client.AskAsync(true));
        Assert.Equal("The service answered with HTTP 400 (invalid_value).", failure.Message);
        Assert.Equal(("invalid_value", "Invalid value in 'the prompt'"), (failure.Code, failure.Detail));
    }
}
