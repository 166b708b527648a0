using Microsoft.Extensions.Configuration;

namespace ModelRouter;

/// <summary>Reads <c>Models</c>.</summary>
internal static class ModelReader
{
    private static readonly string[] Keys =
    [
        "Provider", "Tier", "ProviderModel", "Price", "Unpriced", "Capabilities", "ContextWindow", "MaxOutputTokens", "Clearance", "Residency",
        "Provenance", "KnownAs", "Quality", "TaskQuality", "DomainQuality", "Languages", "FirstTokenLatency", "TokensPerSecond", "ExpectedReasoningTokens", "Limits", "History",
        "Settings",
    ];

    /// <summary>Every configured model, its provider checked to be registered.</summary>
    internal static List<ConfiguredModel> ReadAll(IConfigurationSection section, ProviderCatalog catalog)
    {
        var models = new List<ConfiguredModel>();
        var prices = PriceBook.Read(section);
        foreach (var child in new SectionReader(section).Child("Models").Named("models"))
        {
            models.Add(Read(child, catalog, prices));
        }

        return models;
    }

    /// <summary>One model, its provider checked to be registered.</summary>
    internal static ConfiguredModel Read(IConfigurationSection section, ProviderCatalog catalog, PriceBook prices)
    {
        ThrowIfParted(section);
        var reader = new SectionReader(section).Allow(Keys);

        var provider = reader.RequiredText("Provider");
        if (catalog.Find(provider) is null)
        {
            throw new ModelRouterConfigurationException($"{section.Path}:Provider", catalog.Describe(provider));
        }

        var defaults = new ModelProfile { Id = section.Key, Tier = default, Pricing = ModelPricing.Free };
        var profile = defaults with
        {
            Tier = reader.Choice<ModelTier>("Tier")
                ?? throw reader.Missing("Tier", $" Allowed: {string.Join(", ", Enum.GetNames<ModelTier>())}."),
            ProviderModel = reader.Text("ProviderModel"),
            Pricing = ReadPricing(reader, prices),
            Capabilities = ReadCapabilities(reader),
            ContextWindow = reader.Int("ContextWindow", 1) ?? defaults.ContextWindow,
            MaxOutputTokens = reader.Int("MaxOutputTokens", 1),
            Clearance = reader.Choice<DataClass>("Clearance") ?? defaults.Clearance,
            Residency = reader.Text("Residency"),
            Provenance = reader.Text("Provenance"),
            KnownAs = reader.Text("KnownAs"),
            Quality = reader.Double("Quality", 0, 1) ?? defaults.Quality,
            TaskQuality = reader.Table<PromptTask, double>("TaskQuality", static (r, key) => r.Double(key, 0, 1)),
            DomainQuality = reader.Table<PromptDomain, double>("DomainQuality", static (r, key) => r.Double(key, 0, 1)),
            Languages = reader.List("Languages") is { } languages ? SectionReader.Each(languages, Language) : defaults.Languages,
            FirstTokenLatency = reader.Duration("FirstTokenLatency", TimeSpan.Zero, ModelLimitsCheck.LongestWait) ?? defaults.FirstTokenLatency,
            TokensPerSecond = reader.Double("TokensPerSecond", 0.01, 1e7) ?? defaults.TokensPerSecond,
            ExpectedReasoningTokens = reader.Int("ExpectedReasoningTokens", 0) ?? defaults.ExpectedReasoningTokens,
            Limits = LimitsReader.Read(reader.Child("Limits")),
            History = HistoryReader.Read(reader.Child("History"), HistoryDialect.Default),
        };

        return ModelProfileCheck.Problem(profile) is { } problem
            ? throw new ModelRouterConfigurationException(section.Path, problem)
            : new(profile, provider, section.GetSection("Settings"), reader.Child("History"));
    }

    /// <summary>Rejects the section that configuration makes of an id such as <c>llama3:8b</c>: it parts keys at colons.</summary>
    private static void ThrowIfParted(IConfigurationSection section)
    {
        var unknown = section.GetChildren().Where(static child => !Keys.Contains(child.Key, StringComparer.OrdinalIgnoreCase));
        if (unknown.FirstOrDefault(static child => child.GetSection("Provider").Exists()) is { } rest)
        {
            throw new ModelRouterConfigurationException(
                section.Path, $"An id can't hold ':'; give the model another one, and put '{section.Key}:{rest.Key}' into its ProviderModel if that is the service's name.");
        }
    }

    private static ModelPricing ReadPricing(SectionReader model, PriceBook prices)
    {
        var isUnpriced = model.Bool("Unpriced") ?? false;
        var isPriced = model.Has("Price");
        if (isPriced == isUnpriced)
        {
            throw isPriced
                ? new ModelRouterConfigurationException($"{model.Section.Path}:Unpriced", "A model with a Price can't be unpriced; remove one of the two.")
                : model.Missing("Price", " An unknown price is not a free one: give a price list or the id of one, or say \"Unpriced\": true if its cost is carried elsewhere.");
        }

        return isUnpriced ? ModelPricing.Free : prices.PriceOf(model.Section);
    }

    private static string Language((string Path, string Text) item) => ModelProfileCheck.IsLanguage(item.Text)
        ? item.Text
        : throw new ModelRouterConfigurationException(item.Path, $"{Shown.Value(item.Text)} is not allowed; it must be an ISO 639-1 code such as en or ko.");

    private static ModelCapabilities ReadCapabilities(SectionReader model)
    {
        var capabilities = ModelCapabilities.None;
        foreach (var (path, text) in model.List("Capabilities") ?? [])
        {
            capabilities |= SectionReader.ParseChoice<ModelCapabilities>(path, text);
        }

        return capabilities;
    }
}
