using Microsoft.Extensions.AI;
using ModelRouter.TestProviders;

namespace ModelRouter.Providers.Tests;

/// <summary>A service may fail at saying why it has failed.</summary>
public class StalledErrorTests
{
    public static TheoryData<string, bool> Ways => new(
        from provider in new[] { "anthropic", "openai", "ollama", "ollama, asked about its model", "azure-ai-inference" }
        from streams in new[] { false, true }
        select (provider, streams));

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task An_error_whose_body_never_comes_keeps_its_status_and_the_wait_that_it_asks_for(string name, bool streams)
    {
        var (provider, reader) = Clients.Known(name);
        await using var server = await WireServer.StartAsync(request => request.Path == "/api/show" && name == "ollama"
            ? WireAnswer.Json(OllamaRecordings.Show("qwen3"))
            : WireAnswer.Json("""{"error":{"message":"Slow down"}}""", 429).With("Retry-After", "7") with { StallAfter = 5 });
        using var client = Clients.Create(provider, "m", server.Address, ("ApiKey", "key"), ("Timeout", "00:00:06"));

        var exception = await Assert.ThrowsAnyAsync<Exception>(() => client.AskAsync(streams, "Hi"));

        Assert.Equal(new(ModelFailureKind.RateLimit) { Status = 429, RetryAfter = TimeSpan.FromSeconds(7) }, reader.Read(exception));
    }
}
