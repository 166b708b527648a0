using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ModelRouter;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers a router as the application's chat client.</summary>
public static class ModelRouterServiceCollectionExtensions
{
    /// <summary>Registers a router whose models and options come from configuration. Beside the providers that are added, <c>service</c> stands for
    /// a keyed <see cref="IChatClient"/> of the container: <c>Settings:Key</c>, by default the model's id.</summary>
    /// <param name="services">The collection; it must not hold an unkeyed <see cref="IChatClient"/> yet, which would compete with the router.</param>
    /// <param name="configuration">The section <c>ModelRouter</c>, or a root that holds it. Read once; later changes have no effect.</param>
    /// <param name="configure">Adds providers and models, and replaces parts.</param>
    /// <returns>The builder of the singleton <see cref="IChatClient"/>, to put function invocation, telemetry or caching around the router.</returns>
    /// <exception cref="InvalidOperationException">An unkeyed <see cref="IChatClient"/> is already registered.</exception>
    /// <remarks>A generic host makes the router and its models' clients when it starts, and doesn't start if that fails; wrong
    /// configuration it throws as <see cref="OptionsValidationException"/>. Without a host the same failures come when the client is first
    /// resolved, wrong configuration as <see cref="ModelRouterConfigurationException"/>. No model, or an id that occurs twice, is an
    /// <see cref="ArgumentException"/>.</remarks>
    public static ChatClientBuilder AddModelRouter(
        this IServiceCollection services, IConfiguration configuration, Action<ModelRouterBuilder>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configuration);

        services.AddOptions<ModelRouterOptions>()
            .Configure(options => OptionsReader.Read(ConfigurationSections.Find(configuration), options));
        services.AddSingleton<IValidateOptions<ModelRouterOptions>>(
            provider => new ConfiguredOptionsValidator(configuration, provider.GetServices<IModelProvider>()));
        return Add(services, configuration, configure);
    }

    /// <summary>Registers a router whose models are given in code.</summary>
    /// <inheritdoc cref="AddModelRouter(IServiceCollection, IConfiguration, Action{ModelRouterBuilder}?)"/>
    public static ChatClientBuilder AddModelRouter(this IServiceCollection services, Action<ModelRouterBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        return Add(services, null, configure);
    }

    private static ChatClientBuilder Add(IServiceCollection services, IConfiguration? configuration, Action<ModelRouterBuilder>? configure)
    {
        if (services.Any(s => s.ServiceType == typeof(IChatClient) && !s.IsKeyedService))
        {
            throw new InvalidOperationException(
                "An unkeyed IChatClient is already registered, and would compete with the router. Register it with a key, or add it to the router as a model.");
        }

        services.AddSingleton<IModelProvider>(static provider => new ServiceModelProvider(provider));
        var builder = new ModelRouterBuilder(services);
        configure?.Invoke(builder);

        services.AddOptions<ModelRouterOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ModelRouterOptions>, ModelRouterOptionsValidator>());
        if (builder.Ledger is { } ledger)
        {
            services.Replace(ledger);
        }

        services.TryAddSingleton(provider =>
            (configuration is null ? null : LedgerReader.Create(ConfigurationSections.Find(configuration), provider, provider.GetServices<ISpendLedgerProvider>()))
            ?? new InMemorySpendLedger());
        services.AddSingleton(provider => Build(provider, configuration, builder));
        services.AddHostedService<RouterStartup>();
        return services.AddChatClient(static provider => provider.GetRequiredService<ModelRouterChatClient>());
    }

    private static ModelRouterChatClient Build(IServiceProvider provider, IConfiguration? configuration, ModelRouterBuilder builder)
    {
        var endpoints = new List<ModelEndpoint>();
        try
        {
            if (configuration is not null)
            {
                var catalog = new ProviderCatalog(provider.GetServices<IModelProvider>());
                var models = ModelReader.ReadAll(ConfigurationSections.Find(configuration), catalog);
                endpoints.AddRange(ModelRouterConfiguration.CreateEndpoints(models, catalog));
            }

            foreach (var make in builder.Endpoints)
            {
                endpoints.Add(make(provider));
            }

            return new(
                endpoints,
                provider.GetRequiredService<IOptions<ModelRouterOptions>>().Value,
                builder.Analyzer?.Invoke(provider),
                builder.Predictor?.Invoke(provider),
                provider.GetRequiredService<ISpendLedger>(),
                provider.GetService<TimeProvider>(),
                provider.GetService<ILogger<ModelRouterChatClient>>(),
                provider.GetServices<IFailureReader>());
        }
        catch
        {
            // Without a router nobody would dispose the clients that were already made.
            endpoints.ForEach(e => e.Dispose());
            throw;
        }
    }
}
