namespace ModelRouter.Evaluation;

/// <summary>Divides rows by lot. The same seed gives the same parts.</summary>
internal static class RowSplit
{
    /// <summary>Half of each task's rows, to draw labels from, and the rest.</summary>
    internal static (RoutingDataset Pool, RoutingDataset Others) Halve(RoutingDataset data, int seed)
    {
        var random = new Random(seed);
        HashSet<string> pool = new(StringComparer.Ordinal);
        foreach (var task in data.Rows.GroupBy(static row => row.Task, StringComparer.Ordinal))
        {
            var rows = task.ToArray();
            random.Shuffle(rows);
            pool.UnionWith(rows.Take(rows.Length / 2).Select(static row => row.Id));
        }

        return (data.With(data.Rows.Where(row => pool.Contains(row.Id))), data.With(data.Rows.Where(row => !pool.Contains(row.Id))));
    }

    /// <summary>The fold of each group: whole groups, folds of about equal size.</summary>
    /// <exception cref="RoutingDataException">There are fewer groups than folds.</exception>
    internal static Dictionary<string, int> Folds(RoutingDataset data, int folds, RowGrouping by, int seed)
    {
        var groups = data.Rows.CountBy(row => RowGroups.Of(row, by), StringComparer.Ordinal).ToArray();
        if (groups.Length < folds)
        {
            throw new RoutingDataException(
                $"The data has {groups.Length} different values of '{RowGroups.Member(by)}', too few for {folds} folds of whole ones.");
        }

        new Random(seed).Shuffle(groups);
        var sizes = new int[folds];
        Dictionary<string, int> result = new(StringComparer.Ordinal);
        foreach (var (name, count) in groups)
        {
            var fold = Array.IndexOf(sizes, sizes.Min());
            sizes[fold] += count;
            result[name] = fold;
        }

        return result;
    }

    /// <summary>Some of the rows: as many in all, or of each task; a larger draw holds a smaller one.</summary>
    internal static RoutingDataset Draw(RoutingDataset pool, int? count, int? perTask, int seed)
    {
        var rows = pool.Rows.ToArray();
        new Random(seed).Shuffle(rows);
        return pool.With(perTask is { } most
            ? rows.GroupBy(static row => row.Task, StringComparer.Ordinal).SelectMany(task => task.Take(most))
            : rows.Take(count ?? rows.Length));
    }
}
