using Microsoft.Extensions.Logging;
using ModelRouter;
using ModelRouter.LlamaCpp;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds self-hosted GGUF models to a router.</summary>
public static class LlamaCppModelRouterBuilderExtensions
{
    /// <summary>Lets configuration name models of the provider <c>llamacpp</c>; see <see cref="LlamaModelProvider"/> for its keys.</summary>
    public static ModelRouterBuilder AddLlamaCpp(this ModelRouterBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton<IModelProvider>(services => new LlamaModelProvider(services.GetService<ILoggerFactory>()));
        return builder.AddFailureReader(new LlamaFailureReader());
    }

    /// <summary>Adds a model given in code; the router disposes it.</summary>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static ModelRouterBuilder AddLlamaCpp(this ModelRouterBuilder builder, ModelProfile profile, LlamaModelOptions options)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return builder.AddModel(profile, services => new LlamaChatClient(options, loggerFactory: services.GetService<ILoggerFactory>())).AddFailureReader(new LlamaFailureReader());
    }
}
