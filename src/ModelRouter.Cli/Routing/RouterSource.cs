using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using ModelRouter.LlamaCpp;
using ModelRouter.NanoR1;
using ModelRouter.Storage;

namespace ModelRouter.Cli;

/// <summary>Makes the router that a command asks.</summary>
internal static class RouterSource
{
    /// <summary>The key of a configuration file, beside the router's section, that adds the built-in models.</summary>
    internal const string BuiltInKey = "NanoR1";

    /// <summary>Opens a router; no weights are loaded yet.</summary>
    /// <exception cref="UsageException">A file or its content can't be used.</exception>
    internal static async Task<OpenedRouter> OpenAsync(RouterRequest request, Terminal terminal, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(request.Model ?? "auto"))
        {
            throw new UsageException("--model is empty. Give it an id, a .gguf file or auto, or leave it out.");
        }

        if (ModelFile.IsPath(request.Model, request.ConfigPath))
        {
            if (request.ConfigPath is not null)
            {
                terminal.WriteNote("--config is not used, because --model names a file.");
            }

            return await ModelFile.OpenAsync(request, terminal, ct).ConfigureAwait(false);
        }

        if (PulledModel.Find(request.Model, request.ConfigPath) is { } pulled)
        {
            return await ModelFile.OpenAsync(request with { Model = pulled }, terminal, ct).ConfigureAwait(false);
        }

        if (ConfigurationFile.Find(request.ConfigPath) is { } path)
        {
            var opened = Open(ConfigurationFile.Read(path), path, request, terminal);
            try
            {
                await LedgerLessons.ReadAsync(opened, terminal, ct).ConfigureAwait(false);
                return opened;
            }
            catch
            {
                opened.Dispose();
                throw;
            }
        }

        return WithLedger(null, request, ledger => new(
            new(BuiltIn(request, terminal), ledger: ledger, failureReaders: KnownProviders.FailureReaders), request.Model, Configuration: null, terminal, Ledger: ledger));
    }

    /// <summary>The models that come with the program.</summary>
    private static IEnumerable<ModelEndpoint> BuiltIn(RouterRequest request, Terminal terminal) =>
        NanoR1Models.CreateEndpoints(engine => engine with
        {
            Threads = request.Threads ?? engine.Threads,
            ContextSize = request.Context ?? engine.ContextSize,
            MaxConcurrency = 1,
        }).Select(endpoint => WithProgress(endpoint, terminal));

    private static OpenedRouter Open(IConfigurationRoot configuration, string path, RouterRequest request, Terminal terminal)
    {
        try
        {
            CheckLocal(configuration);

            // Into the file's own configuration: one that is chained to it would know nothing of its empty values, such as a list without rules.
            foreach (var (key, value) in Overrides(configuration, request))
            {
                configuration[key] = value;
            }

            var hasBuiltIn = WantsBuiltIn(configuration);
            var loaded = ModelRouterConfiguration.Load(configuration, KnownProviders.All, hasOthers: hasBuiltIn);
            var endpoints = loaded.Endpoints.Select(e => WithProgress(e, terminal));
            endpoints = hasBuiltIn ? [.. endpoints, .. BuiltIn(request, terminal)] : endpoints;
            var budgets = BudgetStores.Open(configuration);
            return WithLedger(configuration, request, ledger => new(
                new(
                    endpoints, loaded.Options, predictor: LearningReader.CreatePredictor(ConfigurationSections.Find(configuration)), ledger: ledger,
                    failureReaders: KnownProviders.FailureReaders, budgetStore: budgets, learner: LearningSource.Open(configuration, terminal, isReading: !request.KeepsLedger)),
                request.Model,
                configuration,
                terminal,
                budgets,
                ledger));
        }
        catch (ModelRouterConfigurationException wrong)
        {
            throw new UsageException($"{path}: {wrong.Message}", wrong);
        }
    }

    /// <summary>Makes a router with the ledger that the command line or the configuration names, if any.</summary>
    internal static OpenedRouter WithLedger(IConfiguration? configuration, RouterRequest request, Func<ISpendLedger?, OpenedRouter> open)
    {
        var ledger = request.KeepsLedger ? LedgerSource.Open(request.Ledger, configuration) : null;
        ledger ??= request.RemembersSpending ? new InMemorySpendLedger() : null;
        try
        {
            return open(ledger);
        }
        catch
        {
            (ledger as IDisposable)?.Dispose();
            throw;
        }
    }

    internal static ModelEndpoint WithProgress(ModelEndpoint endpoint, Terminal terminal) =>
        endpoint.Client.GetService<LlamaChatClient>() is { } engine
            ? new(endpoint.Profile, new LoadingChatClient(endpoint.Client, engine, endpoint.Profile.Id, terminal), ownsClient: true)
            : endpoint;

    /// <summary>Whether the file has the built-in models beside its own. It must say so: a configuration is the whole list otherwise.</summary>
    /// <exception cref="ModelRouterConfigurationException">It says neither yes nor no, or one of its own models has the id of a built-in one.</exception>
    internal static bool WantsBuiltIn(IConfigurationRoot file)
    {
        var key = file.GetSection(BuiltInKey);
        if (key.GetChildren().Any() || (key.Value is { } text && !bool.TryParse(text, out _)))
        {
            throw new ModelRouterConfigurationException(BuiltInKey, $"{(key.Value is null ? "An object" : Shown.Value(key.Value))} is not allowed; it must be true or false.");
        }

        if (key.Value is null || !bool.Parse(key.Value))
        {
            return false;
        }

        string[] builtIn = [NanoR1Models.Base.Id, NanoR1Models.Machine.Id];
        return file.GetSection($"{ModelRouterConfiguration.SectionName}:Models").GetChildren().FirstOrDefault(model => builtIn.Contains(model.Key, StringComparer.OrdinalIgnoreCase)) is { } taken
            ? throw new ModelRouterConfigurationException(taken.Path, $"'{taken.Key}' is a built-in model, which \"{BuiltInKey}\": true adds; give this one another id.")
            : true;
    }

    /// <summary>Reads the settings of local models as they are written: what is overridden could hide what is wrong with them.</summary>
    private static void CheckLocal(IConfigurationRoot file)
    {
        foreach (var model in LocalModels(file))
        {
            ((ISettingsCheck)KnownProviders.LocalProvider).CheckSettings(
                new() { Id = model.Key, Tier = ModelTier.SelfHosted, Pricing = ModelPricing.Free }, model.GetSection("Settings"));
        }
    }

    private static IEnumerable<IConfigurationSection> LocalModels(IConfigurationRoot file) =>
        file.GetSection($"{ModelRouterConfiguration.SectionName}:Models").GetChildren()
            .Where(static model => string.Equals(model["Provider"], KnownProviders.LocalProvider.Name, StringComparison.OrdinalIgnoreCase));

    private static Dictionary<string, string?> Overrides(IConfigurationRoot file, RouterRequest request)
    {
        var overrides = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var model in LocalModels(file))
        {
            // One person asks one thing at a time; places for more would only cost memory.
            overrides[$"{model.Path}:Settings:MaxConcurrency"] = "1";
            overrides[$"{model.Path}:Settings:Contexts"] = "1";
            if (request.Threads is { } threads)
            {
                overrides[$"{model.Path}:Settings:Threads"] = $"{threads}";
            }

            if (request.Context is { } context)
            {
                overrides[$"{model.Path}:Settings:ContextSize"] = $"{context}";
            }
        }

        return overrides;
    }
}
