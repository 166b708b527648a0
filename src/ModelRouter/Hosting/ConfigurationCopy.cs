using Microsoft.Extensions.Configuration;

namespace ModelRouter;

/// <summary>What the router's section was at one moment, and which sources it came from.</summary>
/// <param name="Entries">Everything in the section, by full paths, in order.</param>
/// <param name="Telling">The sources that tell something of the section.</param>
/// <param name="Silent">The sources that tell nothing at all, of the section or anything else.</param>
internal sealed record ConfigurationCopy(
    KeyValuePair<string, string?>[] Entries, IReadOnlyList<IConfigurationProvider> Telling, IReadOnlyList<IConfigurationProvider> Silent)
{
    /// <summary>The section, to read from.</summary>
    internal IConfigurationSection Section { get; } = new ConfigurationBuilder().AddInMemoryCollection(Entries).Build().GetSection(Entries[0].Key);

    /// <summary>The sources that told something of the section in an earlier copy and are silent in this one.</summary>
    internal IReadOnlyList<IConfigurationProvider> LostSince(ConfigurationCopy earlier) => [.. earlier.Telling.Where(Silent.Contains)];

    public bool Equals(ConfigurationCopy? other) =>
        other is not null && Entries.SequenceEqual(other.Entries) && Telling.SequenceEqual(other.Telling) && Silent.SequenceEqual(other.Silent);

    public override int GetHashCode() => Entries.Length;
}
