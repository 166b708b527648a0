using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;

namespace ModelRouter.Providers.Tests;

/// <summary>Makes clients the way configuration does.</summary>
internal static class Clients
{
    public static IChatClient Create(IModelProvider provider, string model, Uri? endpoint, params (string Key, string? Value)[] settings) =>
        Create(provider, Profile(model), endpoint, settings);

    public static IChatClient Create(IModelProvider provider, ModelProfile model, Uri? endpoint, params (string Key, string? Value)[] settings)
    {
        var values = settings.ToDictionary(static setting => $"Settings:{setting.Key}", static setting => setting.Value, StringComparer.Ordinal);
        if (endpoint is not null)
        {
            values["Settings:Endpoint"] = endpoint.ToString();
        }

        return provider.CreateClient(model, new ConfigurationBuilder().AddInMemoryCollection(values).Build().GetSection("Settings"));
    }

    /// <summary>A provider as configuration names it, Ollama's for every other name, and who reads its failures.</summary>
    public static (IModelProvider Provider, IFailureReader Reader) Known(string name) => name switch
    {
        "anthropic" => (new AnthropicModelProvider(), new AnthropicFailureReader()),
        "openai" => (new OpenAIModelProvider(), new OpenAIFailureReader()),
        "azure-ai-inference" => (new AzureInferenceModelProvider(), new AzureFailureReader()),
        _ => (new OllamaModelProvider(), new OllamaFailureReader()),
    };

    public static ModelProfile Profile(string model) =>
        new() { Id = "m", ProviderModel = model, Tier = ModelTier.Cloud, Pricing = ModelPricing.Free, ContextWindow = 4000 };
}
