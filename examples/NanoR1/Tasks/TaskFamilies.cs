namespace NanoR1;

/// <summary>The families that the model learns.</summary>
internal static class TaskFamilies
{
    /// <summary>Sums, differences, products, quotients, comparisons, sorting.</summary>
    public static IReadOnlyList<ITaskFamily> Arithmetic { get; } =
    [
        new AdditionFamily(), new SubtractionFamily(), new MultiplicationFamily(), new DivisionFamily(), new ComparisonFamily(), new SortingFamily(),
    ];
}
