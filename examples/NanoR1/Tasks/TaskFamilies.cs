namespace NanoR1;

/// <summary>The families that the model learns.</summary>
internal static class TaskFamilies
{
    /// <summary>Sums, differences, products, quotients, comparisons, sorting.</summary>
    public static IReadOnlyList<ITaskFamily> Arithmetic { get; } =
    [
        new AdditionFamily(), new SubtractionFamily(), new MultiplicationFamily(), new DivisionFamily(), new ComparisonFamily(), new SortingFamily(),
    ];

    /// <summary>Everything that the base model learns.</summary>
    public static IReadOnlyList<ITaskFamily> All { get; } = [.. Arithmetic, .. LanguageFamilies.All];

    /// <summary>The families of these names, all for none.</summary>
    /// <exception cref="ArgumentException">A name is unknown.</exception>
    public static IReadOnlyList<ITaskFamily> Named(IReadOnlyCollection<string> names) =>
        names.Count == 0
            ? All
            : [.. names.Select(name => All.FirstOrDefault(family => family.Name == name)
                ?? throw new ArgumentException($"There is no task family '{name}'; there are {string.Join(", ", All.Select(family => family.Name))}."))];
}
