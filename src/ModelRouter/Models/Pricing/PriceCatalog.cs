using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace ModelRouter;

/// <summary>Vendors' published price lists by id. Safe for concurrent use.</summary>
/// <remarks>The lists are <c>Models/Pricing/prices.json</c>, embedded, in the form in which configuration writes prices; each says where and when it
/// was read, by the vendor's page or by public records of it. A price of which these left a doubt is not in it: a wrong price is worse than none.</remarks>
public static class PriceCatalog
{
    private static readonly Lazy<Dictionary<string, PriceEntry>> Embedded = new(Read);

    /// <summary>Every id, in alphabetical order.</summary>
    public static IReadOnlyList<string> Ids => [.. Entries.Keys.Order(StringComparer.Ordinal)];

    internal static IReadOnlyDictionary<string, PriceEntry> Entries => Embedded.Value;

    /// <summary>The price list of an id, in US dollars.</summary>
    /// <param name="id">An id, whatever its case.</param>
    /// <param name="dollarsPerUnit">US dollars for a unit of each currency that the list may be in; only the dollar's own if
    /// <see langword="null"/>.</param>
    /// <exception cref="ArgumentException">There is no such id, or no rate for its currency.</exception>
    public static ModelPricing Get(string id, IReadOnlyDictionary<string, decimal>? dollarsPerUnit = null)
    {
        ArgumentNullException.ThrowIfNull(id);
        if (!Entries.TryGetValue(id, out var entry))
        {
            throw new ArgumentException($"There is no price '{id}'.{Spelling.DidYouMean(id, Ids)}", nameof(id));
        }

        var currencies = new CurrencyTable(dollarsPerUnit ?? new Dictionary<string, decimal>(StringComparer.Ordinal));
        var (price, unknown) = currencies.ToDollars(entry.Listed);
        return price ?? throw new ArgumentException(currencies.Describe(unknown!), nameof(dollarsPerUnit));
    }

    private static Dictionary<string, PriceEntry> Read()
    {
        using var stream = typeof(PriceCatalog).Assembly.GetManifestResourceStream("prices.json")!;
        using var json = JsonDocument.Parse(stream);
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        Flatten(json.RootElement, "", values);
        var root = new ConfigurationBuilder().AddInMemoryCollection(values).Build();
        return root.GetSection("Prices").GetChildren().ToDictionary(
            static price => price.Key,
            static price => new PriceEntry(price.Key, PriceReader.ReadListed(price, price.Key), Path: null),
            StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The document as configuration, so that one reader reads both. The core has no JSON provider.</summary>
    private static void Flatten(JsonElement json, string path, Dictionary<string, string?> values)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in json.EnumerateObject())
                {
                    Flatten(member.Value, Join(path, member.Name), values);
                }

                break;
            case JsonValueKind.Array:
                var index = 0;
                foreach (var item in json.EnumerateArray())
                {
                    Flatten(item, Join(path, index++.ToString(CultureInfo.InvariantCulture)), values);
                }

                break;
            default:
                values[path] = json.ToString();
                break;
        }
    }

    private static string Join(string path, string key) => path.Length == 0 ? key : ConfigurationPath.Combine(path, key);
}
