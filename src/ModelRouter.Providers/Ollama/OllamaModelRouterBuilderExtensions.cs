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
        return builder.AddProvider(new OllamaModelProvider()).AddFailureReader(new OllamaFailureReader());
    }
}
