using Microsoft.Extensions.Configuration;

namespace ModelRouter;

/// <summary>What the router's section was at one moment, and which sources it came from.</summary>
/// <param name="Entries">Everything in the section, by full paths, in order.</param>
/// <param name="Telling">The sources that tell something of the section, and which of its keys.</param>
/// <param name="Silent">The sources that tell nothing at all, of the section or anything else.</param>
internal sealed record ConfigurationCopy(
    KeyValuePair<string, string?>[] Entries, IReadOnlyList<(IConfigurationProvider Source, string[] Keys)> Telling, IReadOnlyList<IConfigurationProvider> Silent)
{
    /// <summary>The section, to read from.</summary>
    internal IConfigurationSection Section { get; } = new ConfigurationBuilder().AddInMemoryCollection(Entries).Build().GetSection(Entries[0].Key);

    /// <summary>The sources that told something of the section in an earlier copy and are silent in this one, but for those of which nothing is missing: .NET's setter
    /// writes into every source, so that a file that isn't there tells what the others tell until it is read again.</summary>
    internal IReadOnlyList<IConfigurationProvider> LostSince(ConfigurationCopy earlier)
    {
        var silent = earlier.Telling.Where(told => Silent.Contains(told.Source)).ToList();
        if (silent.Count == 0)
        {
            return [];
        }

        var now = Entries.ToDictionary(StringComparer.OrdinalIgnoreCase);
        var kept = earlier.Entries.Where(entry => now.TryGetValue(entry.Key, out var value) && value == entry.Value).Select(static entry => entry.Key)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. silent.Where(told => !kept.IsSupersetOf(told.Keys)).Select(static told => told.Source)];
    }

    public bool Equals(ConfigurationCopy? other) =>
        other is not null && Entries.SequenceEqual(other.Entries) && Silent.SequenceEqual(other.Silent) && Telling.Count == other.Telling.Count
        && Telling.Zip(other.Telling).All(static pair => pair.First.Source == pair.Second.Source && pair.First.Keys.SequenceEqual(pair.Second.Keys));

    public override int GetHashCode() => Entries.Length;
}
