using Microsoft.Extensions.AI;
using ModelRouter.TestProviders;

namespace ModelRouter.Providers.Tests;

/// <summary>A service that wants to be paid first (HTTP 402) is not asked again in the same call, and the next model answers.</summary>
public class UnpaidTests
{
    public static TheoryData<string, bool> Ways => RoutedModel.Ways;

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_service_that_wants_to_be_paid_is_asked_once_and_says_so(string name, bool streams)
    {
        var (provider, reader) = Clients.Known(name);
        await using var server = await WireServer.StartAsync(static request => request.Path == "/api/show"
            ? WireAnswer.Json(OllamaRecordings.Show("qwen3"))
            : WireAnswer.Json("{}", 402));
        using var router = new ModelRouterChatClient(
            [new(Clients.Profile("m"), Clients.Create(provider, "m", server.Address, ("ApiKey", "key")), ownsClient: true)], failureReaders: [reader]);

        var failure = await Assert.ThrowsAsync<AllModelsFailedException>(() => router.AskAsync(streams, "Hi"));

        Assert.Equal(ModelFailureKind.Authentication, Assert.Single(failure.Attempts).Failure);
        Assert.Contains("no credit left", Assert.Single(failure.InnerExceptions).Message, StringComparison.Ordinal);
        Assert.Single(server.Requests, static request => request.Path != "/api/show");
    }
}
