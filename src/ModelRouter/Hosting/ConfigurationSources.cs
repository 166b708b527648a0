using Microsoft.Extensions.Configuration;

namespace ModelRouter;

/// <summary>The sources behind a configuration. .NET empties a file's source when the file is gone or can't be read, so that what the others tell
/// would look like all that was meant.</summary>
internal sealed class ConfigurationSources
{
    private readonly IConfigurationRoot? _root;

    /// <summary>Finds the sources.</summary>
    /// <param name="given">A root, or a section of one. A section doesn't tell its root.</param>
    /// <param name="container">The application's configuration: the section's root if both have the same token of their next change.</param>
    internal ConfigurationSources(IConfiguration given, IConfiguration? container) =>
        _root = given as IConfigurationRoot ?? (container is IConfigurationRoot root && HasSameToken(given, root) ? root : null);

    /// <summary>Every source, those of roots within it included; none if the root isn't known.</summary>
    internal IReadOnlyList<IConfigurationProvider> All => _root is null ? [] : [.. Within(_root)];

    internal static bool IsSilent(IConfigurationProvider source) => !source.GetChildKeys([], null).Any();

    /// <summary>Which of the keys a source tells.</summary>
    internal static string[] KeysOf(IConfigurationProvider source, IEnumerable<KeyValuePair<string, string?>> entries) =>
        [.. entries.Select(static entry => entry.Key).Where(key => source.TryGet(key, out _))];

    private static IEnumerable<IConfigurationProvider> Within(IConfigurationRoot root) => root.Providers.SelectMany(
        static source => source is ChainedConfigurationProvider { Configuration: IConfigurationRoot inner } ? Within(inner) : [source]);

    private static bool HasSameToken(IConfiguration given, IConfigurationRoot root)
    {
        // Once more if the configuration changed in between.
        return IsSame() || IsSame();

        bool IsSame() => ReferenceEquals(given.GetReloadToken(), root.GetReloadToken());
    }
}
