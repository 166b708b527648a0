namespace ModelRouter;

/// <summary>Reads <c>Currencies</c>: US dollars for a unit of each.</summary>
internal static class CurrencyReader
{
    private const decimal MaxRate = 1_000_000;

    internal static CurrencyTable Read(SectionReader reader)
    {
        var rates = new List<KeyValuePair<string, decimal>>();
        foreach (var item in reader.Section.GetChildren())
        {
            var code = Code(reader, item.Key, item.Key);
            var rate = reader.Decimal(item.Key) ?? throw reader.Missing(item.Key);
            if (rate is <= 0 or > MaxRate || (rate != 1 && code == CurrencyTable.Dollar))
            {
                throw new ModelRouterConfigurationException(item.Path, code == CurrencyTable.Dollar
                    ? "The ledger counts in US dollars, so a USD is 1."
                    : $"'{rate}' is not allowed; it must be US dollars for one {code}, greater than 0 and at most {MaxRate:#,0}.");
            }

            rates.Add(new(code, rate));
        }

        return new(rates);
    }

    /// <summary>A currency's code in capitals.</summary>
    /// <exception cref="ModelRouterConfigurationException">It isn't three letters.</exception>
    internal static string Code(SectionReader reader, string key, string text) =>
        text.Length == 3 && text.All(char.IsAsciiLetter)
            ? text.ToUpperInvariant()
            : throw new ModelRouterConfigurationException(
                $"{reader.Section.Path}:{key}", $"'{text}' is not allowed; a currency is three letters of ISO 4217, such as USD, KRW or EUR.");
}
