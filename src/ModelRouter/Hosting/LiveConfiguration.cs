using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Primitives;

namespace ModelRouter;

/// <summary>The router's section as a copy that doesn't change while it is read.</summary>
/// <remarks>A provider exchanges its data between two reads without notice, so that half of what was read would be the old and half the new.
/// Not safe for concurrent use but for <see cref="Token"/>.</remarks>
/// <param name="configuration">What the application gave.</param>
/// <param name="container">The configuration of the application's container, if it has one.</param>
internal sealed class LiveConfiguration(IConfiguration configuration, IConfiguration? container)
{
    // A source that changes faster than it can be read will be read again when it signals its next change.
    private const int MostReads = 100;

    private readonly ConfigurationSources _sources = new(configuration, container);
    private ConfigurationCopy? _copy;

    /// <summary>What the application gave: the section, or a root that holds it, and then <c>ConnectionStrings</c>, too.</summary>
    internal IConfiguration Given => configuration;

    /// <summary>The copy in effect, made when it is first asked for.</summary>
    /// <exception cref="ModelRouterConfigurationException">There is no such section.</exception>
    internal ConfigurationCopy Copy
    {
        get => _copy ??= Read();
        set => _copy = value;
    }

    /// <summary>The copy's section, to read from.</summary>
    /// <exception cref="ModelRouterConfigurationException">There is no such section.</exception>
    internal IConfigurationSection Current => Copy.Section;

    /// <summary>Signals the next change.</summary>
    internal IChangeToken Token() => configuration.GetReloadToken();

    /// <summary>What two reads in a row agree on.</summary>
    /// <exception cref="ModelRouterConfigurationException">There is no such section.</exception>
    internal ConfigurationCopy Read()
    {
        var read = ReadOnce();
        for (var i = 0; i < MostReads; i++)
        {
            var again = ReadOnce();
            if (again == read)
            {
                return read;
            }

            read = again;
        }

        return read;
    }

    private ConfigurationCopy ReadOnce()
    {
        var section = ConfigurationSections.Find(configuration);
        var sources = _sources.All;
        KeyValuePair<string, string?>[] entries = [.. section.AsEnumerable().OrderBy(static entry => entry.Key, StringComparer.OrdinalIgnoreCase)];
        return new(
            entries,
            [.. sources.Select(source => (source, ConfigurationSources.KeysOf(source, entries))).Where(static told => told.Item2.Length > 0)],
            [.. sources.Where(ConfigurationSources.IsSilent)]);
    }
}
