using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;

namespace ModelRouter.Providers;

/// <summary>Reaches the models that configuration gives the provider <c>ollama</c>, through OllamaSharp.</summary>
/// <remarks>
/// The model's name is its <c>ProviderModel</c>, or its id: <c>qwen3:8b</c>. Keys under its <c>Settings</c>, all optional:
/// <list type="table">
/// <item><term><c>Endpoint</c></term><description>
/// Where Ollama listens; <c>http://localhost:11434</c>.</description></item>
/// <item><term><c>ApiKey</c>, <c>ApiKeyVariable</c></term><description>
/// Sent as a bearer token, which a server in the house does without.</description></item>
/// <item><term><c>Headers</c>, <c>Timeout</c></term><description>
/// Headers of every request; how long an answer may take to begin, loading the model included; 100 seconds.</description></item>
/// <item><term><c>Think</c></term><description>
/// <c>default</c> (what the model does by itself), <c>on</c>, <c>off</c>, or <c>low</c>, <c>medium</c>, <c>high</c> for models with
/// levels. A request's <see cref="ReasoningOptions.Effort"/> comes first.</description></item>
/// <item><term><c>KeepAlive</c></term><description>
/// How long the model stays loaded after a request: <c>00:10:00</c>, <c>10m</c>, a number of seconds, or <c>forever</c>.</description></item>
/// <item><term><c>ContextLength</c></term><description>
/// Tokens of the context (<c>num_ctx</c>); the model's <c>ContextWindow</c> by default, since Ollama cuts off without a word what
/// exceeds it. 0 leaves it to Ollama.</description></item>
/// <item><term><c>GpuLayers</c>, <c>MaxOutputTokens</c>, <c>Temperature</c>, <c>TopP</c>, <c>TopK</c>, <c>MinP</c>, <c>RepetitionPenalty</c></term><description>
/// Ollama's options of these names, where a request doesn't set them.</description></item>
/// </list>
/// The first call asks Ollama whether it has the model and what the model can do; a request for tools, images or thinking that it
/// lacks is refused with <see cref="ModelRefusedException"/>, so that another model gets it. Clients own their connections.
/// </remarks>
/// <param name="timeProvider">The clock for waits that a service asks for; the system's by default.</param>
public sealed class OllamaModelProvider(TimeProvider? timeProvider = null) : IModelProvider, ISettingsCheck
{
    private readonly TimeProvider _time = timeProvider ?? TimeProvider.System;

    /// <inheritdoc />
    public string Name => "ollama";

    /// <inheritdoc />
    public IChatClient CreateClient(ModelProfile model, IConfigurationSection settings) => CreateClient(model, settings, variables: null);

    void ISettingsCheck.CheckSettings(ModelProfile model, IConfigurationSection settings) => CreateClient(model, settings, EndpointSettings.AnyVariable).Dispose();

    private OllamaChatClient CreateClient(ModelProfile model, IConfigurationSection settings, Func<string, string?>? variables)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(settings);
        var read = OllamaSettings.Read(model, settings, variables);
        var http = ServiceHttp.Create(read.Endpoint, settings.Path);
        http.BaseAddress = read.Address;
        if (read.Endpoint.ApiKey is { } key)
        {
            http.DefaultRequestHeaders.Authorization = new("Bearer", key);
        }

        return new OllamaChatClient(http, read, _time);
    }
}
