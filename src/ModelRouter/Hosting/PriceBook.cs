using Microsoft.Extensions.Configuration;

namespace ModelRouter;

/// <summary>Every price that a configuration's models may name: the catalog's, and those under <c>Prices</c>, which come first.</summary>
internal sealed class PriceBook
{
    private readonly Dictionary<string, PriceEntry> _configured = new(StringComparer.OrdinalIgnoreCase);

    private PriceBook(CurrencyTable currencies) => Currencies = currencies;

    internal CurrencyTable Currencies { get; }

    /// <summary>All entries by id; of two with the same id, the configuration's.</summary>
    internal IEnumerable<PriceEntry> Entries => _configured.Values
        .Concat(PriceCatalog.Entries.Values.Where(entry => !_configured.ContainsKey(entry.Id)))
        .OrderBy(static entry => entry.Id, StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads <c>Currencies</c> and <c>Prices</c> of the router's section.</summary>
    /// <exception cref="ModelRouterConfigurationException">A key or value is wrong, or a price's currency has no rate.</exception>
    internal static PriceBook Read(IConfigurationSection section)
    {
        var errors = new ReadingErrors();
        var book = Read(section, errors);
        errors.ThrowIfAny();
        return book;
    }

    /// <summary>As the other, for who goes on in spite of errors: a wrong price or rate stands for itself, so that who names it isn't told that there is none.</summary>
    /// <param name="section">The router's section.</param>
    /// <param name="errors">Where errors go.</param>
    internal static PriceBook Read(IConfigurationSection section, ReadingErrors errors)
    {
        var root = new SectionReader(section);
        var book = new PriceBook(errors.Try(() => CurrencyReader.Read(root.Child("Currencies"), errors)) ?? new([]));
        foreach (var item in errors.Try(() => root.Child("Prices").Named("price lists")) ?? [])
        {
            var listed = errors.Try(() => PriceReader.ReadListed(item, item.Key));
            book._configured[item.Key] = new(item.Key, listed ?? ModelPricing.Free, item.Path);
        }

        foreach (var entry in book._configured.Values)
        {
            errors.Try(() => book.InDollars(entry.Listed, entry.Path!));
        }

        return book;
    }

    /// <summary>A model's price in US dollars.</summary>
    /// <param name="model">The model's section.</param>
    internal ModelPricing PriceOf(IConfigurationSection model) => InDollars(ListedOf(model), $"{model.Path}:Price");

    /// <summary>A model's price as it is written: that of an id, a list, several dated ones, or what hosting it costs.</summary>
    /// <param name="model">The model's section.</param>
    internal ModelPricing ListedOf(IConfigurationSection model)
    {
        var section = model.GetSection("Price");
        SectionReader.ThrowIfBoth(section);
        if (section.Value is not { Length: > 0 } id)
        {
            return section.GetSection("SelfHosted").Exists()
                ? SelfHostedPriceReader.Read(new SectionReader(section).Allow("SelfHosted").Child("SelfHosted"))
                : PriceReader.ReadListed(section, id: null);
        }

        var entry = _configured.GetValueOrDefault(id.Trim()) ?? PriceCatalog.Entries.GetValueOrDefault(id.Trim());
        return entry?.Listed ?? throw new ModelRouterConfigurationException(
            section.Path,
            $"There is no price{Shown.Name(id)}.{Spelling.DidYouMean(id, Entries.Select(static known => known.Id))} Give a price list, or add this one under Prices.");
    }

    private ModelPricing InDollars(ModelPricing listed, string path)
    {
        var (price, unknown) = Currencies.ToDollars(listed);
        return price is null ? throw new ModelRouterConfigurationException(path, Currencies.Describe(unknown!))
            : ModelPricingCheck.Problem(price) is { } problem ? throw new ModelRouterConfigurationException(path, problem)
            : price;
    }
}
