using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ModelRouter.TestProviders;

namespace ModelRouter.Providers.Tests;

/// <summary>A router with one model behind a service on the wire.</summary>
internal sealed class RoutedModel : IAsyncDisposable
{
    private readonly WireServer _server;
    private readonly ServiceProvider _services;

    private RoutedModel(WireServer server, ServiceProvider services) => (_server, _services) = (server, services);

    /// <summary>Every provider, streaming and not.</summary>
    public static TheoryData<string, bool> Ways => new(
        from provider in Providers
        from streams in new[] { false, true }
        select (provider, streams));

    /// <summary>Every provider, as configuration names it.</summary>
    public static IReadOnlyList<string> Providers { get; } = ["anthropic", "openai", "ollama", "azure-ai-inference"];

    /// <summary>What the service was last asked.</summary>
    public WireRequest Sent => _server.Requests[^1];

    /// <summary>How often it was asked to answer.</summary>
    public int Asked => _server.Requests.Count(static request => request.Path != "/api/show");

    /// <param name="provider">As configuration names it.</param>
    /// <param name="settings">More of the router's configuration.</param>
    public static async Task<RoutedModel> StartAsync(string provider, params (string Key, string? Value)[] settings)
    {
        var server = await WireServer.StartAsync(Answer);
        var path = provider switch { "azure-ai-inference" => "models", "openai" => "v1", _ => "" };
        (string Key, string? Value)[] model =
        [
            ("Provider", provider), ("Tier", "Cloud"), ("Unpriced", "true"), ("ProviderModel", "qwen3:8b"), ("Clearance", "Public"),
            ("Settings:Endpoint", new Uri(server.Address, path).AbsoluteUri), ("Settings:ApiKey", "key"),
        ];
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
        [
            .. model.Select(static pair => KeyValuePair.Create($"ModelRouter:Models:m:{pair.Key}", pair.Value)),
            .. settings.Select(static pair => KeyValuePair.Create($"ModelRouter:{pair.Key}", pair.Value)),
        ]).Build();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddModelRouter(configuration, static router => router.AddOpenAI().AddOllama().AddAnthropic().AddAzureInference());
        return new(server, services.BuildServiceProvider());
    }

    public Task<ChatResponse> AskAsync(bool streams, IEnumerable<ChatMessage> messages, ChatOptions? options = null) =>
        _services.GetRequiredService<ModelRouterChatClient>().AskAsync(streams, messages, options);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _server.DisposeAsync();
    }

    /// <summary>A short answer of any of the services.</summary>
    public static WireAnswer Answer(WireRequest request)
    {
        var streams = request.Path != "/api/show" && request.Json.TryGetProperty("stream", out var stream) && stream.GetBoolean();
        return request.Path switch
        {
            "/api/show" => WireAnswer.Json(OllamaRecordings.Show("gptoss", "thinking", "vision")),
            "/api/chat" => WireAnswer.Lines(OllamaRecordings.Thought),
            "/v1/messages" => WireAnswer.Events(AnthropicRecordings.Text("Hi")),
            _ when request.Path.StartsWith("/models", StringComparison.Ordinal) => streams ? AzureRecordings.TextStream : AzureRecordings.Text,
            _ => streams ? WireAnswer.Events(OpenAIRecordings.Of("openai").Events) : WireAnswer.Json(OpenAIRecordings.Of("openai").Json),
        };
    }
}
