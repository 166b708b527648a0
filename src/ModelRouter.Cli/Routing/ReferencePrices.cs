using Microsoft.Extensions.Configuration;

namespace ModelRouter.Cli;

/// <summary>The model that a report compares with.</summary>
/// <param name="Model">Its id.</param>
/// <param name="Pricing">Its prices.</param>
internal sealed record ReferencePrices(string Model, ModelPricing Pricing)
{
    /// <summary>The configured model of that id, or the published price list of that id; <see langword="null"/> if none is wanted.</summary>
    /// <exception cref="UsageException">There is no such model or price, or it has no prices.</exception>
    internal static ReferencePrices? Find(string? model, string? configPath)
    {
        if (model is null)
        {
            return null;
        }

        var path = ConfigurationFile.Find(configPath);
        var models = path is null ? [] : ReadModels(path);
        if (models.Find(m => m.Id.Equals(model, StringComparison.OrdinalIgnoreCase)) is { } found)
        {
            return ReferenceEquals(found.Pricing, ModelPricing.Free)
                ? throw new UsageException($"the reference '{model}' is unpriced in {path}, so nothing can be compared with it; name one that has a Price.")
                : new(found.Id, found.Pricing);
        }

        return PriceCatalog.Entries.TryGetValue(model, out var listed) && listed.Listed.Origin?.Currency is null or CurrencyTable.Dollar
            ? new(listed!.Id, PriceCatalog.Get(model))
            : throw new UsageException(
                $"the reference '{model}' is neither a model of {path ?? "a configuration"} nor a published price in US dollars."
                + $"{Spelling.DidYouMean(model, [.. models.Select(static m => m.Id), .. PriceCatalog.Ids])} 'modelrouter cost prices' lists those.");
    }

    private static List<ModelProfile> ReadModels(string path)
    {
        try
        {
            return ModelReader.ReadAll(ConfigurationFile.Read(path).GetSection(ModelRouterConfiguration.SectionName), new(KnownProviders.All))
                .ConvertAll(static model => model.Profile);
        }
        catch (ModelRouterConfigurationException wrong)
        {
            throw new UsageException($"{path}: {wrong.Message}", wrong);
        }
    }
}
