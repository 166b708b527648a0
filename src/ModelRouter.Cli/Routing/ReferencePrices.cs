using Microsoft.Extensions.Configuration;

namespace ModelRouter.Cli;

/// <summary>The model that a report compares with.</summary>
/// <param name="Model">Its id.</param>
/// <param name="Pricing">Its prices.</param>
internal sealed record ReferencePrices(string Model, ModelPricing Pricing)
{
    /// <summary>The configured model of that id; <see langword="null"/> if none is wanted.</summary>
    /// <exception cref="UsageException">There is no such model, or it has no prices.</exception>
    internal static ReferencePrices? Find(string? model, string? configPath)
    {
        if (model is null)
        {
            return null;
        }

        var path = ConfigurationFile.Find(configPath) ?? throw new UsageException(
            "--reference names a model of the configuration, and there is none: give --config, or name the model there with its Price.");
        var section = ConfigurationFile.Read(path).GetSection(ModelRouterConfiguration.SectionName);
        try
        {
            var models = ModelReader.ReadAll(section, new(KnownProviders.All));
            var found = models.Find(m => m.Profile.Id.Equals(model, StringComparison.OrdinalIgnoreCase))?.Profile
                ?? throw new UnknownModelException(model, [.. models.Select(static m => m.Profile.Id)]);
            return ReferenceEquals(found.Pricing, ModelPricing.Free)
                ? throw new UsageException($"the reference '{model}' is unpriced in {path}, so nothing can be compared with it; name one that has a Price.")
                : new(found.Id, found.Pricing);
        }
        catch (ModelRouterConfigurationException wrong)
        {
            throw new UsageException($"{path}: {wrong.Message}", wrong);
        }
    }
}
