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

    /// <summary>The groups' rows by their numbers, the largest group first.</summary>
    internal static IEnumerable<(string Name, int[] Rows)> By(IReadOnlyList<RoutingRow> rows, RowGrouping by) =>
        Enumerable.Range(0, rows.Count).GroupBy(i => Of(rows[i], by), StringComparer.Ordinal)
            .Select(static group => (group.Key, group.ToArray()))
            .OrderByDescending(static group => group.Item2.Length).ThenBy(static group => group.Key, StringComparer.Ordinal);
}
