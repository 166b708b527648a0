using Microsoft.Extensions.Configuration;

namespace ModelRouter;

/// <summary>A router's parts as configuration describes them, for programs that build the router themselves.</summary>
/// <param name="Endpoints">The models; each endpoint owns its client, so a router over them disposes it.</param>
/// <param name="Options">Worth, wait price, health and execution.</param>
public sealed record ModelRouterConfiguration(IReadOnlyList<ModelEndpoint> Endpoints, ModelRouterOptions Options)
{
    /// <summary>The section's usual name, <c>ModelRouter</c>.</summary>
    public const string SectionName = "ModelRouter";

    private static readonly string[] NotRead = ["BudgetStore", "Ledger", "Learning"];

    /// <summary>Reads the section and makes the models' clients.</summary>
    /// <remarks>What keeps something beyond a call is no part of it: <c>BudgetStore</c>, <c>Ledger</c> and <c>Learning</c> are read by
    /// <see cref="Microsoft.Extensions.DependencyInjection.ModelRouterServiceCollectionExtensions.AddModelRouter(Microsoft.Extensions.DependencyInjection.IServiceCollection, IConfiguration, Action{ModelRouterBuilder}?)"/>
    /// and refused here. A router that is built by hand takes them as arguments.</remarks>
    /// <param name="configuration">The section <c>ModelRouter</c>, or a root that holds it.</param>
    /// <param name="providers">Makers of clients, found by the models' <c>Provider</c>.</param>
    /// <exception cref="ModelRouterConfigurationException">A key is unknown or missing, a value is wrong, or a section is not read here; the first error found.</exception>
    public static ModelRouterConfiguration Load(IConfiguration configuration, IEnumerable<IModelProvider> providers)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(providers);

        // An empty value is how an environment variable takes a key back.
        var router = ConfigurationSections.Find(configuration);
        return Array.Find(NotRead, key => router.GetSection(key).AsEnumerable().Any(static entry => !string.IsNullOrWhiteSpace(entry.Value))) is { } key
            ? throw new ModelRouterConfigurationException(
                $"{router.Path}:{key}", $"{nameof(Load)} makes models and options only, so nothing would come of it. AddModelRouter reads the section; for a router of one's own, remove it and give the constructor what it stands for.")
            : Load(configuration, providers, hasOthers: false);
    }

    /// <summary>As the other, for a program that reads the other sections itself and may add models of its own.</summary>
    internal static ModelRouterConfiguration Load(IConfiguration configuration, IEnumerable<IModelProvider> providers, bool hasOthers)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(providers);

        var section = ConfigurationSections.Find(configuration);
        var catalog = new ProviderCatalog(providers);
        var options = new ModelRouterOptions();
        OptionsReader.Read(section, options);
        var models = ModelReader.ReadAll(section, catalog);
        if (models.Count == 0 && !hasOthers)
        {
            throw ConfigurationSections.NoModel(section);
        }

        return new(CreateEndpoints(models, catalog), options);
    }

    internal static List<ModelEndpoint> CreateEndpoints(IReadOnlyList<ConfiguredModel> models, ProviderCatalog catalog)
    {
        var endpoints = new List<ModelEndpoint>(models.Count);
        try
        {
            foreach (var model in models)
            {
                var client = catalog.Find(model.Provider)!.CreateClient(model.Profile, model.Settings);
                endpoints.Add(new(model.ProfileWith(client), client, ownsClient: true));
            }
        }
        catch
        {
            // Nobody else knows of the clients that were already made. What they throw must not hide why.
            Each.End(endpoints, static endpoint => endpoint.Dispose());
            throw;
        }

        return endpoints;
    }
}
