using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Primitives;

namespace ModelRouter;

/// <summary>The router's section as a copy that doesn't change while it is read.</summary>
/// <remarks>A provider exchanges its data between two reads without notice, so that half of what was read would be the old and half the new.
/// Not safe for concurrent use but for <see cref="Token"/>.</remarks>
internal sealed class LiveConfiguration(IConfiguration configuration)
{
    // A source that changes faster than it can be read will be read again when it signals its next change.
    private const int MostReads = 100;

    private IConfigurationSection? _current;

    /// <summary>What the application gave: the section, or a root that holds it, and then <c>ConnectionStrings</c>, too.</summary>
    internal IConfiguration Given => configuration;

    /// <summary>The copy to read from, made when it is first asked for.</summary>
    /// <exception cref="ModelRouterConfigurationException">There is no such section.</exception>
    internal IConfigurationSection Current
    {
        get => _current ??= SectionOf(Read());
        set => _current = value;
    }

    /// <summary>Signals the next change.</summary>
    internal IChangeToken Token() => configuration.GetReloadToken();

    /// <summary>Everything in the section, by full paths, in order: what two reads in a row agree on.</summary>
    /// <exception cref="ModelRouterConfigurationException">There is no such section.</exception>
    internal KeyValuePair<string, string?>[] Read()
    {
        var read = ReadOnce();
        for (var i = 0; i < MostReads; i++)
        {
            var again = ReadOnce();
            if (again.SequenceEqual(read))
            {
                return read;
            }

            read = again;
        }

        return read;
    }

    internal static IConfigurationSection SectionOf(KeyValuePair<string, string?>[] entries) =>
        new ConfigurationBuilder().AddInMemoryCollection(entries).Build().GetSection(entries[0].Key);

    private KeyValuePair<string, string?>[] ReadOnce()
    {
        var section = ConfigurationSections.Find(configuration);
        return [.. section.AsEnumerable().OrderBy(static entry => entry.Key, StringComparer.OrdinalIgnoreCase)];
    }
}
