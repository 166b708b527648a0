namespace NanoR1;

/// <summary>The families that there are.</summary>
internal static class TaskFamilies
{
    /// <summary>Sums, differences, products, quotients, comparisons, sorting.</summary>
    public static IReadOnlyList<ITaskFamily> Arithmetic { get; } =
    [
        new AdditionFamily(), new SubtractionFamily(), new MultiplicationFamily(), new DivisionFamily(), new ComparisonFamily(), new SortingFamily(),
    ];

    /// <summary>Everything that the base model learns.</summary>
    public static IReadOnlyList<ITaskFamily> All { get; } = [.. Arithmetic, .. LanguageFamilies.All];

    /// <summary>What the specialist learns.</summary>
    public static ITaskFamily Machine { get; } = new MachineDiagnosis();

    /// <summary>Every family, the specialist's included.</summary>
    public static IReadOnlyList<ITaskFamily> Known { get; } = [.. All, Machine];

    /// <summary>The families of these names; for none, everything that the base model learns.</summary>
    /// <exception cref="ArgumentException">A name is unknown.</exception>
    public static IReadOnlyList<ITaskFamily> Named(IReadOnlyCollection<string> names) =>
        names.Count == 0 ? All : [.. names.Select(Find)];

    private static ITaskFamily Find(string name) => Known.FirstOrDefault(family => family.Name == name)
        ?? throw new ArgumentException($"There is no task family '{name}'; there are {string.Join(", ", Known.Select(family => family.Name))}.");
}
