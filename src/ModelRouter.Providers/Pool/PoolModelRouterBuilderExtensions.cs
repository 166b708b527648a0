using ModelRouter;
using ModelRouter.Providers;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds pools of nodes to a router.</summary>
public static class PoolModelRouterBuilderExtensions
{
    /// <summary>Lets configuration make one model of several nodes with the provider <c>pool</c>.</summary>
    /// <remarks>Keys under the model's <c>Settings</c>: <c>Nodes</c> (required), <c>SlowStart</c>, <c>ExpectedOutputTokens</c>; see
    /// <see cref="PoolOptions"/>. A node's keys, under its name: <c>Provider</c> (required), <c>Settings</c> of that provider,
    /// <c>ProviderModel</c> (the model's by default), <c>TokensPerSecond</c> (the model's, until measured), <c>MaxConcurrency</c>.</remarks>
    public static ModelRouterBuilder AddPool(this ModelRouterBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton<IModelProvider>(services => new PoolModelProvider(
            services.GetServices<IModelProvider>, services.GetServices<IFailureReader>(), services.GetService<TimeProvider>() ?? TimeProvider.System));
        return builder;
    }
}
