using System.Globalization;
using System.Text;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ModelRouter.Integration.Tests;

/// <summary>A router whose models are behind servers of the engine, as configuration makes it.</summary>
internal sealed class EnginePeer : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    /// <param name="models">Their ids, windows and servers, the best first.</param>
    internal EnginePeer(params (string Id, int Window, Uri Address)[] models)
        : this([.. models.Select(model => (
            model.Id, "openai", model.Window, $$""" "Endpoint": "{{model.Address}}", "Dialect": "llama-server" """))])
    {
    }

    /// <param name="models">Their ids, providers, windows and settings as JSON, the best first.</param>
    internal EnginePeer(params (string Id, string Provider, int Window, string Settings)[] models)
    {
        var entries = models.Select((model, i) => string.Create(CultureInfo.InvariantCulture, $$"""
            "{{model.Id}}": {
              "Provider": "{{model.Provider}}", "ProviderModel": "{{EngineServer.Model}}", "Tier": "SelfHosted", "Unpriced": true, "Capabilities": "Reasoning",
              "ContextWindow": {{model.Window}}, "Quality": {{0.9 - (0.1 * i)}}, "Settings": { {{model.Settings}} } }
            """));
        var json = $$"""{ "ModelRouter": { "Execution": { "RetryWait": "00:00:00" }, "Models": { {{string.Join(',', entries)}} } } }""";
        var services = new ServiceCollection();
        services.AddModelRouter(
            new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json))).Build(),
            router => router.AddOpenAI().AddLlamaCpp());
        _services = services.BuildServiceProvider();
        Client = _services.GetRequiredService<IChatClient>();
    }

    internal IChatClient Client { get; }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    internal Task<ChatResponse> AskAsync(bool isStreaming, IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken? until = null) =>
        AskAsync(Client, isStreaming, messages, options, until);

    internal static Task<ChatResponse> AskAsync(
        IChatClient client, bool isStreaming, IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken? until = null)
    {
        var ct = until ?? TestContext.Current.CancellationToken;
        return isStreaming
            ? client.GetStreamingResponseAsync(messages, options, ct).ToChatResponseAsync(ct)
            : client.GetResponseAsync(messages, options, ct);
    }
}
