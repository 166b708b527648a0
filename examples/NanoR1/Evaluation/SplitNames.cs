namespace NanoR1;

/// <summary>What splits are called on the command line and in tables.</summary>
internal static class SplitNames
{
    private static readonly Dictionary<Split, string> Names = new()
    {
        [Split.Training] = "training",
        [Split.FreshProblems] = "fresh-problems",
        [Split.FreshPhrasings] = "fresh-phrasings",
    };

    public static IReadOnlyCollection<string> All => Names.Values;

    public static string Of(Split split) => Names[split];

    /// <exception cref="ArgumentException">There is no split of this name.</exception>
    public static Split Find(string name) =>
        Names.FirstOrDefault(pair => pair.Value == name) is { Value: not null } found
            ? found.Key
            : throw new ArgumentException($"There is no split '{name}'; there are {string.Join(", ", All)}.", nameof(name));
}
