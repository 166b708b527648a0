using ModelRouter;
using ModelRouter.Providers;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds models of OpenAI-compatible services to a router.</summary>
public static class OpenAIModelRouterBuilderExtensions
{
    /// <summary>Lets configuration name models of the provider <c>openai</c>; see <see cref="OpenAIModelProvider"/> for its keys.</summary>
    /// <param name="builder">The router's parts.</param>
    /// <param name="configure">Gives what configuration can't hold, such as a credential.</param>
    public static ModelRouterBuilder AddOpenAI(this ModelRouterBuilder builder, Action<OpenAIProviderOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var options = new OpenAIProviderOptions();
        configure?.Invoke(options);
        builder.Services.AddSingleton<IModelProvider>(services => new OpenAIModelProvider(options.With(services.GetService<TimeProvider>())));
        builder.Services.AddSingleton<IFailureReader>(services => new OpenAIFailureReader(options.With(services.GetService<TimeProvider>()).TimeProvider));
        return builder;
    }
}
