using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;

namespace ModelRouter.Providers;

/// <summary>Reaches the models that configuration gives the provider <c>openai</c>: those of OpenAI and of every service that speaks
/// its chat completions.</summary>
/// <remarks>
/// Keys under a model's <c>Settings</c>:
/// <list type="bullet">
/// <item><c>Endpoint</c>: the address up to <c>/chat/completions</c>; by default the dialect's service, without a dialect OpenAI.</item>
/// <item><c>Dialect</c>: <c>openai</c>, <c>azure</c>, <c>deepseek</c>, <c>gemini</c>, <c>mistral</c>, <c>ernie</c>, <c>qwen</c>,
/// <c>openrouter</c>, <c>vllm</c>, <c>sglang</c>, <c>llama-server</c> or <c>generic</c>; by default that of the endpoint's host,
/// <c>generic</c> if the host is none that is known.</item>
/// <item><c>ApiKey</c>, or <c>ApiKeyVariable</c>, the environment variable that holds it; by default the one that the service's users
/// know (<c>OPENAI_API_KEY</c>, <c>DEEPSEEK_API_KEY</c> and so on), which is sent to no host but that service's.</item>
/// <item><c>Organization</c>, <c>Project</c>: OpenAI's, for the bill.</item>
/// <item><c>Headers</c>: go with every request.</item>
/// <item><c>Timeout</c>: how long the service may be silent before an answer begins; by default 100 seconds before one that is streamed, and for
/// others, which begin when they are whole, the router's <see cref="ExecutionOptions.AttemptTimeout"/> alone.</item>
/// <item><c>StartsInThought</c>: true if the server's template has opened the thought already, so that the text holds only
/// <c>&lt;/think&gt;</c>, as DeepSeek-R1's does on servers without a reasoning parser.</item>
/// </list>
/// The model's name at the service is its <c>ProviderModel</c>. Each client owns its connections and closes them when the router
/// disposes it. Nothing is retried here: the router decides what follows a failure.
/// </remarks>
public sealed class OpenAIModelProvider : IModelProvider, ISettingsCheck
{
    private static readonly string[] Keys = [.. EndpointSettings.Keys, "Dialect", "Organization", "Project", "StartsInThought"];

    private readonly OpenAIProviderOptions _options;

    /// <summary>A provider.</summary>
    /// <param name="options">What configuration can't hold; not to be changed any more.</param>
    public OpenAIModelProvider(OpenAIProviderOptions? options = null) => _options = options ?? new();

    /// <inheritdoc />
    public string Name => "openai";

    /// <inheritdoc />
    public IChatClient CreateClient(ModelProfile model, IConfigurationSection settings) => CreateClient(model, settings, variables: null);

    void ISettingsCheck.CheckSettings(ModelProfile model, IConfigurationSection settings) => CreateClient(model, settings, EndpointSettings.AnyVariable).Dispose();

    private OpenAICompatibleChatClient CreateClient(ModelProfile model, IConfigurationSection settings, Func<string, string?>? variables)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(settings);
        var reader = new SectionReader(settings).Allow(Keys);
        if (string.IsNullOrWhiteSpace(model.ProviderModel))
        {
            throw new ModelRouterConfigurationException(
                settings.Path, $"The model '{model.Id}' needs a ProviderModel, the name by which the service knows it.");
        }

        var dialect = ReadDialect(reader);
        var isAtHome = IsAtHome(reader, dialect);
        var endpoint = EndpointSettings.Read(reader, dialect.Endpoint, isAtHome ? dialect.KeyVariable : null, variables);
        if (endpoint.ApiKey is { } key && key.Contains(' ', StringComparison.Ordinal))
        {
            throw endpoint.WrongKey("holds a space, which no key has.");
        }

        var startsInThought = reader.Bool("StartsInThought") ?? false;
        var credential = endpoint.ApiKey is null && dialect.TakesCredential ? _options.Credential : null;
        if (credential is not null && endpoint.Endpoint.Scheme != Uri.UriSchemeHttps)
        {
            throw new ModelRouterConfigurationException($"{settings.Path}:Endpoint", "A credential's token is sent over https only.");
        }

        if (isAtHome && endpoint.ApiKey is null && credential is null
            && !endpoint.Headers.ContainsKey("Authorization") && !endpoint.Headers.ContainsKey("api-key"))
        {
            throw reader.Missing(
                "ApiKey", $" {endpoint.Endpoint.Host} takes no request without one; give ApiKeyVariable or set {dialect.KeyVariable}.");
        }

        var transport = new OpenAITransport(
            model.ProviderModel, endpoint, _options, credential, reader.Text("Organization"), reader.Text("Project"));
        return new OpenAICompatibleChatClient(transport, dialect, model.ProviderModel, startsInThought);
    }

    private static OpenAIDialect ReadDialect(SectionReader settings)
    {
        if (settings.Text("Dialect") is { } name)
        {
            var names = OpenAIDialects.All.Select(static dialect => dialect.Name).ToArray();
            return OpenAIDialects.Find(name) ?? throw new ModelRouterConfigurationException(
                $"{settings.Section.Path}:Dialect",
                $"{Shown.Value(name)} is not allowed.{Spelling.DidYouMean(name, names)} Allowed: {string.Join(", ", names)}.");
        }

        return settings.Text("Endpoint") is not { } address ? OpenAIDialects.OpenAI
            : Uri.TryCreate(address, UriKind.Absolute, out var endpoint) ? OpenAIDialects.At(endpoint.Host)
            : OpenAIDialects.Generic;
    }

    /// <summary>True if the requests go to the dialect's own service: another host must not get the key that a user keeps for that one.</summary>
    private static bool IsAtHome(SectionReader settings, OpenAIDialect dialect) =>
        settings.Text("Endpoint") is not { } address
            ? dialect.KeyVariable is not null
            : Uri.TryCreate(address, UriKind.Absolute, out var endpoint) && dialect.LivesAt(endpoint.Host);
}
