namespace ModelRouter;

/// <summary>Reads <c>Currencies</c>: US dollars for a unit of each.</summary>
internal static class CurrencyReader
{
    private const decimal MaxRate = 1_000_000;

    /// <summary>All rates; one that is wrong counts as 1.</summary>
    /// <param name="reader">The section.</param>
    /// <param name="errors">Where errors go.</param>
    internal static CurrencyTable Read(SectionReader reader, ReadingErrors errors)
    {
        var rates = new List<KeyValuePair<string, decimal>>();
        foreach (var item in reader.Section.GetChildren())
        {
            if (errors.Try(() => Code(reader, item.Key, item.Key)) is { } code)
            {
                rates.Add(new(code, errors.Try<decimal?>(() => Rate(reader, item.Key, code)) ?? 1));
            }
        }

        return new(rates);
    }

    private static decimal Rate(SectionReader reader, string key, string code)
    {
        var rate = reader.Decimal(key) ?? throw reader.Missing(key);
        return rate is > 0 and <= MaxRate && (rate == 1 || code != CurrencyTable.Dollar) ? rate : throw new ModelRouterConfigurationException(
            $"{reader.Section.Path}:{key}",
            code == CurrencyTable.Dollar
                ? "The ledger counts in US dollars, so a USD is 1."
                : FormattableString.Invariant($"'{rate}' is not allowed; it must be US dollars for one {code}, greater than 0 and at most {MaxRate:#,0}."));
    }

    /// <summary>A currency's code in capitals.</summary>
    /// <exception cref="ModelRouterConfigurationException">It isn't three letters.</exception>
    internal static string Code(SectionReader reader, string key, string text) =>
        text.Length == 3 && text.All(char.IsAsciiLetter)
            ? text.ToUpperInvariant()
            : throw new ModelRouterConfigurationException(
                $"{reader.Section.Path}:{key}", $"{Shown.Value(text)} is not allowed; a currency is three letters of ISO 4217, such as USD, KRW or EUR.");
}
