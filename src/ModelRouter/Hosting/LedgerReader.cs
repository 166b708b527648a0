using Microsoft.Extensions.Configuration;

namespace ModelRouter;

/// <summary>Reads <c>Ledger</c>.</summary>
internal static class LedgerReader
{
    /// <summary>The ledger of this process' memory, which needs no package.</summary>
    private const string Memory = "memory";

    /// <summary>The configured ledger; <see langword="null"/> if the section says nothing of one.</summary>
    /// <exception cref="ModelRouterConfigurationException">A key is unknown or missing, or a value is wrong.</exception>
    internal static ISpendLedger? Create(IConfigurationSection router, IServiceProvider services, IEnumerable<ISpendLedgerProvider> providers)
    {
        var section = router.GetSection("Ledger");
        if (string.IsNullOrEmpty(section.Value) && !section.GetChildren().Any())
        {
            return null;
        }

        var reader = new SectionReader(router).Child("Ledger");
        var name = reader.RequiredText("Provider");
        if (name.Equals(Memory, StringComparison.OrdinalIgnoreCase))
        {
            return reader.Allow("Provider", "Capacity").Int("Capacity", 1) is { } capacity ? new InMemorySpendLedger(capacity) : new InMemorySpendLedger();
        }

        var known = providers.ToList();
        var provider = known.FindLast(p => p.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        string[] names = [Memory, .. known.Select(static p => p.Name).Distinct(StringComparer.OrdinalIgnoreCase)];
        return provider?.CreateLedger(services, section) ?? throw new ModelRouterConfigurationException(
            $"{section.Path}:Provider",
            $"There is no ledger{Shown.Name(name)}.{Spelling.DidYouMean(name, names)} Registered: {string.Join(", ", names)}; sqlite and postgres come with ModelRouter.Storage, AddStorage().");
    }
}
