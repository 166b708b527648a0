using Azure.Core;
using ModelRouter;
using ModelRouter.Providers;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds models behind the Azure AI Inference API to a router.</summary>
public static class AzureInferenceModelRouterBuilderExtensions
{
    /// <summary>Lets configuration name models of the provider <c>azure-ai-inference</c>, a retired service whose successor the provider
    /// <c>openai</c> reaches; see <see cref="AzureInferenceModelProvider"/> for its keys.</summary>
    /// <param name="builder">The router's builder.</param>
    /// <param name="credential">Authenticates the models that have no key; <see langword="null"/> if all have one.</param>
    public static ModelRouterBuilder AddAzureInference(this ModelRouterBuilder builder, TokenCredential? credential = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddProvider(new AzureInferenceModelProvider(credential)).AddFailureReader(new AzureFailureReader());
    }
}
