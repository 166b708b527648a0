using System.Text.Json;
using Microsoft.Extensions.Configuration;
using ModelRouter.NanoR1;
using ModelRouter.Storage;

namespace ModelRouter.Cli;

/// <summary>A configuration file that is read for its policy: no client is made, no key and no model file is needed.</summary>
/// <param name="Name">The file as the user named it.</param>
/// <param name="Problems">What is wrong with it, in the order of the file.</param>
/// <param name="Options">The options; incomplete if there are errors.</param>
/// <param name="Models">What is known of the models; incomplete if there are errors.</param>
internal sealed record PolicyFile(string Name, IReadOnlyList<FileProblem> Problems, ModelRouterOptions Options, IReadOnlyList<ModelProfile> Models)
{
    /// <summary>The providers of the command line, and those that an application may have beside them.</summary>
    private static readonly ProviderCatalog Catalog = new([.. KnownProviders.All, new NamedProvider("service")]);

    /// <summary>All of the file; <see langword="null"/> if it can't be read.</summary>
    public IConfiguration? Configuration { get; private init; }

    /// <summary>Models that the engine of this process runs.</summary>
    public IReadOnlySet<string> Local { get; private init; } = new HashSet<string>(StringComparer.Ordinal);

    public bool HasErrors => Problems.Any(static problem => problem.IsError);

    /// <summary>The file that is named, else the one that other commands would use.</summary>
    /// <exception cref="UsageException">There is none.</exception>
    public static PolicyFile Open(string? named, string origin = "of --config ")
    {
        var path = ConfigurationFile.Find(named, origin)
            ?? throw new UsageException($"there is no {ConfigurationFile.DefaultName} in this folder; {(origin.Length == 0 ? "name the file" : $"name a file by --config or in {ConfigurationFile.Variable}")}.");
        try
        {
            return Read(path, File.ReadAllBytes(path));
        }
        catch (UnauthorizedAccessException refused)
        {
            throw new UsageException($"the configuration file '{path}' can't be read: {refused.Message}", refused);
        }
    }

    /// <summary>As <see cref="Open"/>, but a file with errors is refused.</summary>
    /// <exception cref="UsageException">There is no file, or it has errors.</exception>
    public static PolicyFile OpenValid(string? named, string origin = "of --config ")
    {
        var file = Open(named, origin);
        return file.HasErrors
            ? throw new UsageException(string.Join(Environment.NewLine, file.Problems.Where(static p => p.IsError).Select(p => p.Describe(file.Name))))
            : file;
    }

    /// <summary>Reads and checks everything. Whatever the bytes are, it gives problems and doesn't throw.</summary>
    internal static PolicyFile Read(string name, byte[] bytes)
    {
        var utf8 = JsonPlaces.ToUtf8(bytes);
        var places = JsonPlaces.Read(utf8);
        var (options, models, local) = (new ModelRouterOptions(), new List<ModelProfile>(), new HashSet<string>(StringComparer.Ordinal));
        IConfiguration? configuration = null;
        var problems = places.Problems.Count > 0 ? places.Problems.ToList() : Check(utf8, places, options, models, local, out configuration);
        return new(name, [.. problems.Distinct().OrderBy(static p => p.Place.Line).ThenBy(static p => p.Place.Column)], options, models) { Configuration = configuration, Local = local };
    }

    private static List<FileProblem> Check(
        byte[] utf8, JsonPlaces places, ModelRouterOptions options, List<ModelProfile> models, HashSet<string> local, out IConfiguration? configuration)
    {
        var problems = new List<FileProblem>();
        configuration = null;
        IConfigurationRoot root;
        try
        {
            configuration = root = ConfigurationFile.WithSection(new ConfigurationBuilder().AddJsonStream(new MemoryStream(utf8)).Build());
        }
        catch (Exception wrong) when (wrong is FormatException or JsonException or InvalidDataException or InvalidOperationException)
        {
            return [new(new(1, 1), "", wrong.Message)];
        }

        // First, since a section that is missing is no fault where the built-in models are meant.
        var hasBuiltIn = false;
        Do(() => hasBuiltIn = RouterSource.WantsBuiltIn(root));
        var hasSection = root.GetSection(ModelRouterConfiguration.SectionName).Exists();
        problems.AddRange(RootKeys.Misspelled(root, hasSection).Select(Problem).Select(static problem => problem with { IsError = false }));
        foreach (var part in RootKeys.Agents(root))
        {
            Do(part);
        }

        if (!hasSection && problems.Exists(static problem => problem.Path == RouterSource.BuiltInKey && problem.IsError))
        {
            return problems;
        }

        if (Try(() => ConfigurationSections.Find(root)) is not { } section)
        {
            return problems;
        }

        // Each part by itself, so that the first error doesn't hide the others.
        foreach (var part in OptionsReader.Parts(section, options))
        {
            Do(part);
        }

        Try(() => RegistrySettings.Read(root));
        Store("BudgetStore", "budget-store", () => BudgetStores.Read(section));
        Store("Ledger", "ledger", () => StoreSettings.CheckLedger(section));
        Do(() => LearningReader.ReadOptions(new SectionReader(section).Child("Learning")));
        Store("Learning", "learning", CheckLearning);
        Do(CheckWeights);
        var reader = new SectionReader(section);
        var priceErrors = new ReadingErrors();
        var prices = PriceBook.Read(section, priceErrors);
        Do(priceErrors.ThrowIfAny);
        foreach (var model in Try(() => reader.Child("Models").Named("models")) ?? [])
        {
            var read = Try(() => ModelReader.Read(model, Catalog, prices));
            if (read is not null)
            {
                models.Add(read.Profile);
                _ = Catalog.Find(read.Provider) == KnownProviders.LocalProvider && local.Add(read.Profile.Id);
            }

            // What is wrong with a model hides nothing of its settings.
            var profile = read?.Profile ?? new ModelProfile { Id = model.Key, Tier = default, Pricing = ModelPricing.Free, ProviderModel = model["ProviderModel"] };
            Do(() => (Catalog.Find(model["Provider"]?.Trim() ?? "") as ISettingsCheck)?.CheckSettings(profile, model.GetSection("Settings")));
        }

        if (hasBuiltIn)
        {
            models.AddRange([NanoR1Models.Base, NanoR1Models.Machine]);
            local.UnionWith([NanoR1Models.Base.Id, NanoR1Models.Machine.Id]);
        }

        if (models.Count == 0 && !problems.Exists(static p => p.IsError))
        {
            problems.Add(new(places.Find($"{section.Path}:Models"), $"{section.Path}:Models", "At least one model is required."));
        }

        var sections = Try(() => PolicyReader.Rules(reader) ?? []) ?? [];
        var rules = sections.Select(rule => Try(() => PolicyReader.Rule(rule))).OfType<PolicyRule>().ToList();
        options.Policy = new() { Rules = rules };
        problems.AddRange(PolicyRuleCheck.Problems(options.Policy).Select(Found));
        problems.AddRange(PolicyLanguageCheck.Problems(options.Policy).Select(Found));

        // Where a model can't be read, that there is none of its name would be said in vain.
        if (!problems.Exists(static p => p.IsError))
        {
            problems.AddRange(PolicyModelCheck.Problems(options.Policy, models).Select(Found));
        }

        return problems;

        // A store that nobody opens yet keeps no router from working.
        void CheckLearning()
        {
            try
            {
                StoreSettings.CheckLearning(section);
            }
            catch (ModelRouterConfigurationException wrong) when (!StoreSettings.IsLearning(section))
            {
                problems.Add(Problem(wrong) with { IsError = false });
            }
        }

        // As a model's file, the weights needn't be here; if they are, they are read.
        void CheckWeights()
        {
            var learning = new SectionReader(section).Child("Learning");
            if (learning.Text("Weights") is { } path && !Path.Exists(path))
            {
                problems.Add(Problem(new($"{learning.Section.Path}:Weights", $"There are no weights '{path}' here; every command that routes needs them.")) with { IsError = false });
                return;
            }

            LearningReader.ReadWeights(section);
        }

        // All keys that are unknown are told; the values are read only where there are none.
        void Store(string key, string definition, Action read)
        {
            var unknown = SettingsKeys.Unknown(section.GetSection(key), definition).ToList();
            problems.AddRange(unknown.Select(Problem));
            if (unknown.Count == 0)
            {
                Do(read);
            }
        }

        FileProblem Found(PolicyProblem problem) => new(places.Find(problem.Path!), problem.Path!, problem.Message, problem.IsError);

        FileProblem Problem(ModelRouterConfigurationException wrong) =>
            new(places.Find(wrong.Path), wrong.Path, wrong.Message.StartsWith($"{wrong.Path}: ", StringComparison.Ordinal) ? wrong.Message[(wrong.Path.Length + 2)..] : wrong.Message);

        T? Try<T>(Func<T> read)
            where T : class
        {
            try
            {
                return read();
            }
            catch (ModelRouterConfigurationException wrong)
            {
                problems.AddRange([Problem(wrong), .. wrong.Others.Select(Problem)]);
                return null;
            }
        }

        void Do(Action read) => Try(() =>
        {
            read();
            return "";
        });
    }
}
