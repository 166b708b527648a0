using ModelRouter;
using ModelRouter.Providers;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds Anthropic's models to a router.</summary>
public static class AnthropicModelRouterBuilderExtensions
{
    /// <summary>Lets configuration name models of the provider <c>anthropic</c>; see <see cref="AnthropicModelProvider"/> for its keys.</summary>
    public static ModelRouterBuilder AddAnthropic(this ModelRouterBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton<IModelProvider>(static services => new AnthropicModelProvider(services.GetService<TimeProvider>()));
        return builder.AddFailureReader(new AnthropicFailureReader());
    }
}
