namespace ModelRouter.Evaluation;

/// <summary>The rows of a data set that know the outcomes of both models of a pair, of which the strong one is better.</summary>
internal sealed class PairRows
{
    /// <exception cref="RoutingDataException">A model is not in the data, both are the same, no row has both outcomes, or the strong model isn't the better one.</exception>
    internal PairRows(RoutingDataset data, string weak, string strong)
    {
        (WeakColumn, StrongColumn) = (data.ColumnOf(weak), data.ColumnOf(strong));

        // As the data calls them, however they were written.
        (weak, strong) = (data.Models[WeakColumn].Name, data.Models[StrongColumn].Name);
        if (WeakColumn == StrongColumn)
        {
            throw new RoutingDataException($"The weak and the strong model are both '{weak}'; they must differ.");
        }

        Numbers = [.. Enumerable.Range(0, data.Rows.Count).Where(i => data.Rows[i].Quality[WeakColumn] is not null && data.Rows[i].Quality[StrongColumn] is not null)];
        if (Numbers.Length == 0)
        {
            throw new RoutingDataException($"No row has outcomes of both '{weak}' and '{strong}'.");
        }

        Rows = [.. Numbers.Select(i => data.Rows[i])];
        Weak = [.. Rows.Select(row => row.Quality[WeakColumn]!.Value)];
        Strong = [.. Rows.Select(row => row.Quality[StrongColumn]!.Value)];
        var (ofWeak, ofStrong) = (Weak.Average(), Strong.Average());
        if (!MeanOutcome.IsBetter(ofStrong, ofWeak))
        {
            throw new RoutingDataException(
                $"'{strong}' is right in {ofStrong:P1} of the {Rows.Count:#,0} rows that have both, '{weak}' in {(MeanOutcome.IsBetter(ofWeak, ofStrong) ? $"{ofWeak:P1}" : "as many")}; "
                + $"the strong model must be the better one.{(MeanOutcome.IsBetter(ofWeak, ofStrong) ? " Swap them?" : "")}");
        }
    }

    internal int WeakColumn { get; }

    internal int StrongColumn { get; }

    /// <summary>The rows by their numbers in the data set.</summary>
    internal int[] Numbers { get; }

    internal IReadOnlyList<RoutingRow> Rows { get; }

    /// <summary>The weak model's outcomes.</summary>
    internal double[] Weak { get; }

    /// <summary>The strong model's.</summary>
    internal double[] Strong { get; }
}
