namespace ModelRouter;

/// <summary>The registered providers by name, without case; of two with the same name the later wins.</summary>
internal sealed class ProviderCatalog
{
    private readonly Dictionary<string, IModelProvider> _providers = new(StringComparer.OrdinalIgnoreCase);

    internal ProviderCatalog(IEnumerable<IModelProvider> providers)
    {
        foreach (var provider in providers)
        {
            _providers[provider.Name] = provider;
        }
    }

    internal IModelProvider? Find(string name) => _providers.GetValueOrDefault(name);

    /// <summary>Says which providers there are, for an error about one that there isn't.</summary>
    internal string Describe(string unknown) => _providers.Count == 0
        ? $"There is no provider{Shown.Name(unknown)}; none is registered."
        : $"There is no provider{Shown.Name(unknown)}.{Spelling.DidYouMean(unknown, _providers.Keys)} "
            + $"Registered: {string.Join(", ", _providers.Keys.Order(StringComparer.Ordinal))}.";
}
