using Microsoft.Extensions.Configuration;

namespace ModelRouter;

/// <summary>A router's parts as configuration describes them, for programs that build the router themselves.</summary>
/// <param name="Endpoints">The models; each endpoint owns its client, so a router over them disposes it.</param>
/// <param name="Options">Worth, wait price, health and execution.</param>
public sealed record ModelRouterConfiguration(IReadOnlyList<ModelEndpoint> Endpoints, ModelRouterOptions Options)
{
    /// <summary>The section's usual name, <c>ModelRouter</c>.</summary>
    public const string SectionName = "ModelRouter";

    /// <summary>Reads the section and makes the models' clients.</summary>
    /// <param name="configuration">The section <c>ModelRouter</c>, or a root that holds it.</param>
    /// <param name="providers">Makers of clients, found by the models' <c>Provider</c>.</param>
    /// <exception cref="ModelRouterConfigurationException">A key is unknown or missing, or a value is wrong; the first error found.</exception>
    public static ModelRouterConfiguration Load(IConfiguration configuration, IEnumerable<IModelProvider> providers) => Load(configuration, providers, hasOthers: false);

    /// <summary>As the other, for a program that may add models of its own.</summary>
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
            throw new ModelRouterConfigurationException($"{section.Path}:Models", "At least one model is required.");
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
            // Nobody else knows of the clients that were already made.
            endpoints.ForEach(e => e.Dispose());
            throw;
        }

        return endpoints;
    }
}
