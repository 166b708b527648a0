using ModelRouter;
using ModelRouter.Providers;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds models that Ollama serves to a router.</summary>
public static class OllamaModelRouterBuilderExtensions
{
    /// <summary>Lets configuration name models of the provider <c>ollama</c>; see <see cref="OllamaModelProvider"/> for its keys.</summary>
    public static ModelRouterBuilder AddOllama(this ModelRouterBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton<IModelProvider>(static services => new OllamaModelProvider(services.GetService<TimeProvider>()));
        return builder.AddFailureReader(new OllamaFailureReader());
    }
}
