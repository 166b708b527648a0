using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ModelRouter;

/// <summary>Reads <c>Learning</c>.</summary>
internal static class LearningReader
{
    /// <summary>Labels that end with the process, which need no package.</summary>
    private const string Memory = "memory";

    private static readonly string[] Common = ["Enabled", "Store", "SourceShare", "Forecasts", "Exploration", "Weights", "Refresh"];

    /// <summary>The configured learner, with what its store has kept as soon as that answers; <see langword="null"/> unless learning is enabled.</summary>
    /// <param name="router">The router's section.</param>
    /// <param name="services">The container.</param>
    /// <param name="providers">Make stores.</param>
    /// <param name="hasOwnPredictor">Whether the router predicts by something else than the configured weights.</param>
    /// <exception cref="ModelRouterConfigurationException">A key is unknown or missing, or a value is wrong.</exception>
    internal static OutcomeLearner? Create(IConfigurationSection router, IServiceProvider services, IEnumerable<IOutcomeStoreProvider> providers, bool hasOwnPredictor = false)
    {
        var reader = new SectionReader(router).Child("Learning");
        var options = ReadOptions(reader);
        if (reader.Bool("Enabled") is not true)
        {
            return null;
        }

        options.Weights = hasOwnPredictor ? null : ReadWeights(router);

        // This happens once, when the host starts.
        var store = CreateStore(reader, services, providers);
        return Blocking.Wait(() => OutcomeLearner.OpenAsync(store, options, services.GetService<ILogger<OutcomeLearner>>(), services.GetService<TimeProvider>()));
    }

    /// <summary>A predictor by the configured weights, and by the shipped ones for models that they don't know; <see langword="null"/> if none are named.</summary>
    /// <exception cref="ModelRouterConfigurationException">The file is not there, or holds no weights.</exception>
    internal static LearnedSuccessPredictor? CreatePredictor(IConfigurationSection router) =>
        ReadWeights(router) is { } weights ? new(RouterWeights.Default.With(weights)) : null;

    /// <summary>The configured weights; <see langword="null"/> if none are named.</summary>
    /// <exception cref="ModelRouterConfigurationException">The file is not there, or holds no weights.</exception>
    internal static RouterWeights? ReadWeights(IConfigurationSection router)
    {
        var reader = new SectionReader(router).Child("Learning");
        if (reader.Text("Weights") is not { } path)
        {
            return null;
        }

        try
        {
            using var file = File.OpenRead(path);
            return RouterWeights.Read(file);
        }
        catch (Exception bad) when (bad is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new ModelRouterConfigurationException($"{reader.Section.Path}:Weights", $"The weights '{path}' can't be used: {bad.Message} 'modelrouter train' makes them.");
        }
    }

    /// <summary>What every store has in common.</summary>
    internal static LearningOptions ReadOptions(in SectionReader reader)
    {
        var options = new LearningOptions();
        reader.Bool("Enabled");
        options.SourceShare = reader.Double("SourceShare", LearningOptions.SourceShares.Least, LearningOptions.SourceShares.Most) ?? options.SourceShare;
        options.RefreshInterval = reader.Timeout("Refresh", LearningOptions.LeastRefreshInterval) ?? options.RefreshInterval;
        options.Forecasts = reader.Bool("Forecasts") ?? options.Forecasts;
        var exploration = reader.Child("Exploration").Allow("Share", "MaxExtraCost", "DailyBudget", "Seed");
        options.Exploration.Share = exploration.Double("Share", 0, ExplorationOptions.MostShare) ?? options.Exploration.Share;
        options.Exploration.MaxExtraCost = exploration.Decimal("MaxExtraCost") ?? options.Exploration.MaxExtraCost;
        options.Exploration.DailyBudget = exploration.Decimal("DailyBudget") ?? options.Exploration.DailyBudget;
        options.Exploration.Seed = exploration.Int("Seed", 0);
        return options.Exploration.Problem is { } problem ? throw new ModelRouterConfigurationException(exploration.Section.Path, problem) : options;
    }

    /// <summary>The keys of a store that has some of its own.</summary>
    internal static SectionReader Allow(IConfigurationSection settings, params string[] own) => new SectionReader(settings).Allow([.. Common, .. own]);

    /// <summary>The configured store; <see langword="null"/> for this process' memory.</summary>
    internal static IOutcomeStore? CreateStore(in SectionReader reader, IServiceProvider services, IEnumerable<IOutcomeStoreProvider> providers)
    {
        var name = reader.Text("Store") ?? Memory;
        if (name.Equals(Memory, StringComparison.OrdinalIgnoreCase))
        {
            reader.Allow(Common);
            return null;
        }

        var known = providers.ToList();
        string[] names = [Memory, .. known.Select(static p => p.Name).Distinct(StringComparer.OrdinalIgnoreCase)];
        return known.FindLast(p => p.Name.Equals(name, StringComparison.OrdinalIgnoreCase))?.CreateStore(services, reader.Section)
            ?? throw new ModelRouterConfigurationException(
                $"{reader.Section.Path}:Store",
                $"There is no store of outcomes{Shown.Name(name)}.{Spelling.DidYouMean(name, names)} Registered: {string.Join(", ", names)}; sqlite and postgres come with ModelRouter.Storage, AddStorage().");
    }
}
