namespace ModelRouter.Evaluation;

/// <summary>Names the groups that rows belong to.</summary>
internal static class RowGroups
{
    internal static string Of(RoutingRow row, RowGrouping by) => by switch
    {
        RowGrouping.Benchmark => row.Benchmark,
        RowGrouping.Language => row.Language,
        _ => row.Subset ?? row.Benchmark,
    };

    /// <summary>The member of a row that a grouping looks at.</summary>
    internal static string Member(RowGrouping by) => by switch
    {
        RowGrouping.Benchmark => "benchmark",
        RowGrouping.Language => "lang",
        _ => "subset",
    };

    /// <summary>The first grouping that makes more than one group: benchmark, subset, language; <see langword="null"/> if none does.</summary>
    internal static RowGrouping? Telling(IReadOnlyList<RoutingRow> rows)
    {
        foreach (var by in Enum.GetValues<RowGrouping>())
        {
            if (rows.Any(row => Of(row, by) != Of(rows[0], by)))
            {
                return by;
            }
        }

        return null;
    }

    /// <summary>Rows by their numbers, those of a group together, or without a grouping each alone.</summary>
    internal static int[][] Together(IReadOnlyList<RoutingRow> rows, RowGrouping? by) =>
        by is { } grouping ? [.. By(rows, grouping).Select(static group => group.Rows)] : EachAlone(rows.Count);

    /// <summary>The same by name: the group's, or a row's id.</summary>
    internal static Dictionary<string, int[]> Named(IReadOnlyList<RoutingRow> rows, RowGrouping? by) => by is { } grouping
        ? By(rows, grouping).ToDictionary(static group => group.Name, static group => group.Rows, StringComparer.Ordinal)
        : Enumerable.Range(0, rows.Count).ToDictionary(i => rows[i].Id, static i => new[] { i }, StringComparer.Ordinal);

    internal static int[][] EachAlone(int rows) => [.. Enumerable.Range(0, rows).Select(static row => new[] { row })];

    /// <summary>The groups' rows by their numbers, the largest group first.</summary>
    internal static IEnumerable<(string Name, int[] Rows)> By(IReadOnlyList<RoutingRow> rows, RowGrouping by) =>
        Enumerable.Range(0, rows.Count).GroupBy(i => Of(rows[i], by), StringComparer.Ordinal)
            .Select(static group => (group.Key, group.ToArray()))
            .OrderByDescending(static group => group.Item2.Length).ThenBy(static group => group.Key, StringComparer.Ordinal);
}
