using Microsoft.Extensions.Configuration;

namespace ModelRouter.Cli;

/// <summary>Every price list of the catalog and of the configuration file.</summary>
internal static class KnownPrices
{
    /// <summary>In the order of their ids; prices that stand at a model behind the others.</summary>
    /// <param name="configPath">The file that was named, if one was.</param>
    /// <exception cref="UsageException">The file can't be used.</exception>
    internal static (IReadOnlyList<KnownPrice> Prices, CurrencyTable Currencies) Read(string? configPath)
    {
        if (ConfigurationFile.Find(configPath) is not { } path)
        {
            return ([.. PriceCatalog.Ids.Select(static id => Of(PriceCatalog.Entries[id], []))], new([]));
        }

        try
        {
            return Read(ConfigurationSections.Find(ConfigurationFile.Read(path)));
        }
        catch (ModelRouterConfigurationException wrong)
        {
            throw new UsageException($"{path}: {wrong.Message}", wrong);
        }
    }

    private static (IReadOnlyList<KnownPrice> Prices, CurrencyTable Currencies) Read(IConfigurationSection section)
    {
        var book = PriceBook.Read(section);
        var priced = section.GetSection("Models").GetChildren().Where(static model => model.GetSection("Price").Exists()).ToList();
        var byId = priced.Where(static model => !string.IsNullOrEmpty(model["Price"]))
            .ToLookup(static model => model["Price"]!.Trim(), StringComparer.OrdinalIgnoreCase);
        var own = new List<KnownPrice>();
        foreach (var model in priced)
        {
            // It reports an unknown id or currency.
            book.PriceOf(model);
            if (string.IsNullOrEmpty(model["Price"]))
            {
                own.Add(new(model.Key, "model", [model.Key], book.ListedOf(model)));
            }
        }

        return ([.. book.Entries.Select(entry => Of(entry, [.. byId[entry.Id].Select(static model => model.Key)])), .. own], book.Currencies);
    }

    private static KnownPrice Of(PriceEntry entry, IReadOnlyList<string> models) =>
        new(entry.Id, entry.Path is null ? "catalog" : "configuration", models, entry.Listed);
}
