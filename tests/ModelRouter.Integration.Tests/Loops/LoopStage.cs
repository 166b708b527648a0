using System.Collections.Concurrent;
using System.Text;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ModelRouter.TestModels;
using ModelRouter.TestProviders;

namespace ModelRouter.Integration.Tests;

/// <summary>One router, as configuration makes it, over three strict services and the real engine with a small R1.</summary>
public sealed class LoopStage : IAsyncLifetime
{
    internal const string Engine = "engine";

    private const string EngineThought = "I am a machine.";

    private readonly Dictionary<string, string> _signatures = new(StringComparer.Ordinal);
    private readonly TinyModelFile _file = TinyModel.Markov(
        MarkovChain.Script("\n", EngineThought, "</think>", "engine answers."), options: new() { Layers = 1, Context = 16_384 });

    private Dictionary<string, WireServer> _servers = null!;
    private ServiceProvider _services = null!;

    internal static string[] Models { get; } = ["ollama", "deepseek", "anthropic", Engine];

    internal LoopScript Script { get; private set; } = new();

    internal IChatClient Router { get; private set; } = null!;

    /// <summary>What a service said no to.</summary>
    internal ConcurrentQueue<string> Rejections { get; } = new();

    public async ValueTask InitializeAsync()
    {
        _servers = new(StringComparer.Ordinal)
        {
            ["ollama"] = await StartAsync("ollama", _ => new StrictOllama(_ => Script.Speak("ollama", Voices.Ollama)).Answer),
            ["deepseek"] = await StartAsync("deepseek", _ => new StrictOpenAI(
                "deepseek", request => Script.Speak("deepseek", turn => Voices.DeepSeek(turn, request.Json.TryGetProperty("stream", out var stream) && stream.GetBoolean())))
            {
                Thoughts = Script.Thoughts["deepseek"], TakesEmptyThoughts = false,
            }.Answer),
            ["anthropic"] = await StartAsync("anthropic", _ => new StrictAnthropic(_ => Script.Speak("anthropic", turn => Voices.Anthropic(turn, _signatures)))
            {
                Signatures = _signatures,
            }.Answer),
        };
        var services = new ServiceCollection();
        services.AddModelRouter(
            new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(Configuration()))).Build(),
            router => router.AddOllama().AddOpenAI().AddAnthropic().AddLlamaCpp());
        _services = services.BuildServiceProvider();
        Router = _services.GetRequiredService<IChatClient>();
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        foreach (var server in _servers.Values)
        {
            await server.DisposeAsync();
        }

        _file.Dispose();
    }

    /// <summary>Forgets all that was said.</summary>
    internal void Begin()
    {
        Script = new();
        _signatures.Clear();
        Rejections.Clear();
    }

    /// <summary>Everything that a service was sent so far, on all stages of this class.</summary>
    internal IReadOnlyList<WireRequest> RequestsTo(string model) => _servers[model].Requests;

    private async Task<WireServer> StartAsync(string model, Func<WireRequest, Func<WireRequest, WireAnswer>> service) =>
        await WireServer.StartAsync(request =>
        {
            var answer = service(request)(request);
            if (answer.Status is >= 400 and < 500)
            {
                Rejections.Enqueue($"{model}: {Encoding.UTF8.GetString(answer.Body.Span)}\n{request.Body}");
            }

            return answer;
        });

    private string Configuration() => $$"""
        {
          "ModelRouter": {
            "Health": { "FailureThreshold": 1000000 },
            "Models": {
              "ollama": {
                "Provider": "ollama", "ProviderModel": "qwen3:8b", "Tier": "SelfHosted", "Unpriced": true, "Capabilities": "Tools, Reasoning",
                "ContextWindow": 16384, "Settings": { "Endpoint": "{{_servers["ollama"].Address}}", "Think": "on" }
              },
              "deepseek": {
                "Provider": "openai", "ProviderModel": "deepseek-chat", "Tier": "Cloud", "Unpriced": true, "Capabilities": "Tools, Reasoning",
                "ContextWindow": 16384, "Settings": { "Endpoint": "{{_servers["deepseek"].Address}}", "Dialect": "deepseek", "ApiKey": "key" }
              },
              "anthropic": {
                "Provider": "anthropic", "ProviderModel": "claude", "Tier": "Cloud", "Unpriced": true, "Capabilities": "Tools, Reasoning",
                "ContextWindow": 16384, "Settings": { "Endpoint": "{{_servers["anthropic"].Address}}", "ApiKey": "key", "ThinkingBudget": 1024 }
              },
              "engine": {
                "Provider": "llamacpp", "Tier": "SelfHosted", "Unpriced": true, "Capabilities": "Reasoning", "ContextWindow": 16384,
                "Settings": { "Path": "{{_file.Path.Replace("\\", "\\\\", StringComparison.Ordinal)}}", "Threads": 1, "MaxConcurrency": 1 }
              }
            }
          }
        }
        """;
}
