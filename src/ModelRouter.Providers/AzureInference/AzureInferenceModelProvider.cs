using Azure;
using Azure.AI.Inference;
using Azure.Core;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;

namespace ModelRouter.Providers;

/// <summary>Reaches the models that configuration gives the provider <c>azure-ai-inference</c>.</summary>
/// <remarks>
/// <para><b>The service is retired (August 2026)</b>; models that have moved to Azure AI Foundry are reached by the provider <c>openai</c> at
/// <c>https://resource.openai.azure.com/openai/v1</c>.</para>
/// <para>Keys under a model's <c>Settings</c>: <c>Endpoint</c> (required, such as <c>https://resource.services.ai.azure.com/models</c>),
/// <c>ApiKey</c> or <c>ApiKeyVariable</c> (by default <c>AZURE_AI_CHAT_KEY</c>, which goes to whichever endpoint is given, since each is its
/// owner's own; without a key the credential that the provider was made with is used), <c>TokenScope</c>, <c>Headers</c>, <c>Timeout</c> (until an answer begins; by default 100 seconds for streamed
/// answers, and no limit but the router's <see cref="ExecutionOptions.AttemptTimeout"/> for others), <c>StreamUsage</c> (false for models that reject
/// <c>stream_options</c>) and <c>ThinkTags</c> (true for models whose answers begin with a <c>&lt;think&gt;</c>; by default where the model has the
/// capability <c>Reasoning</c>). Thoughts are sent back if the model's <c>History</c> requires it. The model's name is its
/// <c>ProviderModel</c>.</para>
/// </remarks>
public sealed class AzureInferenceModelProvider : IModelProvider, ISettingsCheck
{
    private readonly TokenCredential? _credential;

    /// <summary>A provider.</summary>
    /// <param name="credential">Authenticates the models that have no key; <see langword="null"/> if all have one.</param>
    public AzureInferenceModelProvider(TokenCredential? credential = null) => _credential = credential;

    /// <inheritdoc />
    public string Name => "azure-ai-inference";

    /// <summary>The clock of its clients.</summary>
    internal TimeProvider Time { get; init; } = TimeProvider.System;

    /// <inheritdoc cref="AzureInferenceOptions.Configure"/>
    internal Action<AzureAIInferenceClientOptions>? Configure { get; init; }

    /// <inheritdoc />
    public IChatClient CreateClient(ModelProfile model, IConfigurationSection settings) => CreateClient(model, settings, variables: null);

    void ISettingsCheck.CheckSettings(ModelProfile model, IConfigurationSection settings) => CreateClient(model, settings, EndpointSettings.AnyVariable).Dispose();

    private AzureInferenceChatClient CreateClient(ModelProfile model, IConfigurationSection settings, Func<string, string?>? variables)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(settings);
        var reader = new SectionReader(settings).Allow([.. EndpointSettings.Keys, "TokenScope", "StreamUsage", "ThinkTags"]);
        var endpoint = EndpointSettings.Read(reader, defaultEndpoint: null, "AZURE_AI_CHAT_KEY", variables);
        var options = new AzureInferenceOptions
        {
            Model = model.ProviderModel,
            Timeout = endpoint.Timeout,
            WholeTimeout = endpoint.WholeTimeout,
            Time = Time,
            Configure = Configure,

            // The router ends streams that pause.
            ReadTimeout = Timeout.InfiniteTimeSpan,
            TokenScope = reader.Text("TokenScope"),
            StreamsUsage = reader.Bool("StreamUsage") ?? true,
            ThinkTags = reader.Bool("ThinkTags") ?? model.Capabilities.HasFlag(ModelCapabilities.Reasoning),
            SendsReasoning = model.History.Reasoning == ReasoningEcho.Required,
        };
        foreach (var (name, value) in endpoint.Headers)
        {
            options.Headers[name] = value;
        }

        if (endpoint.ApiKey is { } key)
        {
            return new AzureInferenceChatClient(endpoint.Endpoint, new AzureKeyCredential(key), options);
        }

        if (_credential is null)
        {
            throw reader.Missing("ApiKey", " Or name the variable that holds it in ApiKeyVariable, or give AddAzureInference a TokenCredential.");
        }

        // Azure.Core would refuse at the first call.
        return endpoint.Endpoint.Scheme == Uri.UriSchemeHttps
            ? new AzureInferenceChatClient(endpoint.Endpoint, _credential, options)
            : throw new ModelRouterConfigurationException($"{settings.Path}:Endpoint", "Tokens are sent over https only.");
    }
}
