using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using ModelRouter;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers a router as the application's chat client.</summary>
public static class ModelRouterServiceCollectionExtensions
{
    /// <summary>Registers a router whose models and options come from configuration. Beside the providers that are added, <c>service</c> stands for
    /// a keyed <see cref="IChatClient"/> of the container: <c>Settings:Key</c>, by default the model's id.</summary>
    /// <param name="services">The collection; it must not hold an unkeyed <see cref="IChatClient"/> yet, which would compete with the router.</param>
    /// <param name="configuration">The section <c>ModelRouter</c>, or a root that holds it. Watched, see the remarks.</param>
    /// <param name="configure">Adds providers and models, and replaces parts.</param>
    /// <returns>The builder of the singleton <see cref="IChatClient"/>, to put function invocation, telemetry or caching around the router.</returns>
    /// <exception cref="InvalidOperationException">An unkeyed <see cref="IChatClient"/> is already registered.</exception>
    /// <remarks>A generic host makes the router and its models' clients when it starts, and doesn't start if that fails; without a host the same failures come when the
    /// client is first resolved. Wrong configuration is a <see cref="ModelRouterConfigurationException"/>, as is no model in the configuration nor in code; where all is given in code, it
    /// is an <see cref="ArgumentException"/>, as an id that occurs twice is. Options that code sets out of their ranges are an <see cref="OptionsValidationException"/>.
    /// <para>A host doesn't start either if an unkeyed singleton <see cref="IChatClient"/> was registered afterwards that doesn't lead to the router: whoever asks for a client would get
    /// that one. To take the router's place on purpose, as tests do, replace its registration (<see cref="ServiceCollectionDescriptorExtensions.Replace"/>).</para>
    /// <para>When the configuration changes, policy, <c>Routing</c>, <c>Execution</c>, <c>Cascade</c> and what is said of each model (price, quality, clearance, residency…)
    /// change at once for calls that begin then. What can't be used changes nothing: the last that could stays in effect, a warning is logged,
    /// <c>modelrouter.configuration.reloads</c> counts it, and the health check is degraded. A source that told something of the router and is empty now, such as a
    /// file that is gone or can't be read, is no configuration that can be used; of a section's sources the router knows those of the container's <see cref="IConfiguration"/>.
    /// Taking the policy away, adding and removing models, their
    /// <c>Provider</c>, <c>ProviderModel</c>, <c>Settings</c>, <c>Limits</c> and <c>History</c>, and <c>Health</c>, <c>Budgets</c>, <c>BudgetStore</c>, <c>Ledger</c> and <c>Learning</c> take a restart; until then, a
    /// configuration that changes them can't be used either.</para></remarks>
    public static ChatClientBuilder AddModelRouter(
        this IServiceCollection services, IConfiguration configuration, Action<ModelRouterBuilder>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configuration);
        ThrowIfTaken(services);

        services.AddSingleton(provider => new LiveConfiguration(configuration, provider.GetService<IConfiguration>()));
        services.AddOptions<ModelRouterOptions>().Configure<LiveConfiguration>(static (options, live) => OptionsReader.Read(live.Current, options));
        services.AddSingleton<IValidateOptions<ModelRouterOptions>>(
            static provider => new ConfiguredOptionsValidator(provider.GetRequiredService<LiveConfiguration>(), provider.GetServices<IModelProvider>()));
        return Add(services, configure);
    }

    /// <summary>Registers a router whose models are given in code.</summary>
    /// <inheritdoc cref="AddModelRouter(IServiceCollection, IConfiguration, Action{ModelRouterBuilder}?)"/>
    public static ChatClientBuilder AddModelRouter(this IServiceCollection services, Action<ModelRouterBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        ThrowIfTaken(services);
        return Add(services, configure);
    }

    /// <summary>Asked before anything is registered: who catches the exception keeps a container that works.</summary>
    private static void ThrowIfTaken(IServiceCollection services)
    {
        if (services.Any(IsClient))
        {
            throw new InvalidOperationException(services.Any(static service => service.ServiceType == typeof(ModelRouterChatClient))
                ? "A router is already registered. AddModelRouter is called once for an application, with all of its models."
                : "An unkeyed IChatClient is already registered, and would compete with the router. Register it with a key, or add it to the router as a model.");
        }
    }

    private static bool IsClient(ServiceDescriptor service) => service.ServiceType == typeof(IChatClient) && !service.IsKeyedService;

    private static ChatClientBuilder Add(IServiceCollection services, Action<ModelRouterBuilder>? configure)
    {
        services.AddSingleton<IModelProvider>(static provider => new ServiceModelProvider(provider));
        var builder = new ModelRouterBuilder(services);
        configure?.Invoke(builder);

        services.AddOptions<ModelRouterOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ModelRouterOptions>, ModelRouterOptionsValidator>());
        if (builder.Ledger is { } ledger)
        {
            services.Replace(ledger);
        }

        if (builder.BudgetStore is { } budgetStore)
        {
            services.Replace(budgetStore);
        }

        services.TryAddSingleton(provider => BudgetStoreReader.Create(provider, builder.OpenConfiguredBudgetStore));
        services.TryAddSingleton(provider =>
            (provider.GetService<LiveConfiguration>() is { } live
                ? LedgerReader.Create(live.Current, provider, provider.GetServices<ISpendLedgerProvider>())
                : null)
            ?? new InMemorySpendLedger());

        // None unless learning is enabled: a container then gives null.
        services.TryAddSingleton<OutcomeLearner>(provider =>
            (provider.GetService<LiveConfiguration>() is { } live
                ? LearningReader.Create(live.Current, provider, provider.GetServices<IOutcomeStoreProvider>(), hasOwnPredictor: builder.Predictor is not null)
                : null)!);
        services.AddSingleton(provider => Build(provider, builder));
        var pipeline = services.AddChatClient(static provider => provider.GetRequiredService<ModelRouterChatClient>());
        var own = services.Last(IsClient);
        services.AddHostedService(provider => new RouterStartup(provider, () => services.Contains(own) && services.Last(IsClient) is var last && last != own ? last : null));
        return pipeline;
    }

    /// <summary>Learns from the ledger what calls took, if it can be read.</summary>
    private static void ReadLedger(ModelRouterChatClient router, ISpendLedger ledger, ILogger? logger)
    {
        if (router.Learner is not { } learner || ledger is not ISpendLedgerReader reader)
        {
            return;
        }

        try
        {
            Blocking.Wait(() => learner.ReadLedgerAsync(reader, router.Endpoints.Select(static endpoint => endpoint.Profile)));
        }
        catch (Exception exception)
        {
            // Forecasts begin at the profiles' figures then; that is no reason not to serve.
            LearningLog.LedgerNotRead(logger ?? NullLogger.Instance, exception);
        }
    }

    private static ModelRouterChatClient Build(IServiceProvider provider, ModelRouterBuilder builder)
    {
        var live = provider.GetService<LiveConfiguration>();
        var catalog = new ProviderCatalog(provider.GetServices<IModelProvider>());
        var endpoints = new List<ModelEndpoint>();
        try
        {
            if (live is not null)
            {
                var models = ModelReader.ReadAll(live.Current, catalog);
                endpoints.AddRange(ModelRouterConfiguration.CreateEndpoints(models, catalog));
            }

            foreach (var make in builder.Endpoints)
            {
                endpoints.Add(make(provider));
            }

            if (live is not null && endpoints.Count == 0)
            {
                throw ConfigurationSections.NoModel(live.Current, provider.GetService<IConfiguration>());
            }

            var router = new ModelRouterChatClient(
                endpoints,
                provider.GetRequiredService<IOptions<ModelRouterOptions>>().Value,
                builder.Analyzer?.Invoke(provider),
                builder.Predictor?.Invoke(provider) ?? (live is null ? null : LearningReader.CreatePredictor(live.Current)),
                provider.GetRequiredService<ISpendLedger>(),
                provider.GetService<TimeProvider>(),
                provider.GetService<ILogger<ModelRouterChatClient>>(),
                provider.GetServices<IFailureReader>(),
                provider.GetRequiredService<IBudgetStore>(),
                provider.GetServices<IAnswerVerifier>(),
                provider.GetService<OutcomeLearner>(),
                builder.Embedder?.Invoke(provider));
            ReadLedger(router, provider.GetRequiredService<ISpendLedger>(), provider.GetService<ILogger<OutcomeLearner>>());
            router.Reload = live is null ? null : new(live, provider.GetRequiredService<IOptionsFactory<ModelRouterOptions>>(), catalog, router);
            return router;
        }
        catch
        {
            // Without a router nobody would dispose the clients that were already made. What they throw must not hide why there is none.
            Each.End(endpoints, static endpoint => endpoint.Dispose());
            throw;
        }
    }
}
