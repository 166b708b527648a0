namespace ModelRouter.Evaluation;

/// <summary>Outcomes and costs without gaps, by model and row. Costs are doubles: they are statistics from here on, not accounts.</summary>
internal sealed class ValueTable
{
    // A model that is known on fewer rows would decide which rows are counted.
    private const double MinKnown = 0.9;

    internal ValueTable(RoutingDataset data)
    {
        var known = Enumerable.Range(0, data.Models.Count).ToLookup(
            model => data.Rows.Count(row => row.Quality[model] is not null) >= MinKnown * data.Rows.Count);
        Columns = [.. known[true]];
        LeftOut = [.. known[false].Select(model => data.Models[model].Name)];
        RowNumbers = [.. Enumerable.Range(0, data.Rows.Count).Where(i => Columns.All(model => data.Rows[i].Quality[model] is not null))];
        if (Columns.Length < 2 || RowNumbers.Length == 0)
        {
            throw new RoutingDataException(
                $"Models are compared where the outcomes of at least two are known on the same rows, and on {MinKnown:P0} of all; here they are not.");
        }

        Names = [.. Columns.Select(model => data.Models[model].Name)];
        Rows = [.. RowNumbers.Select(i => data.Rows[i])];
        Quality = [.. Columns.Select(model => Rows.Select(row => row.Quality[model]!.Value).ToArray())];
        Cost = [.. Columns.Select(model => Rows.Select(row => (double)data.CostOf(row, model)).ToArray())];
        Expected = [.. Columns.Select(model => data.With(Rows).ExpectedCosts(model).Select(static cost => (double)cost).ToArray())];
        double[] means = [.. Quality.Select(static quality => quality.Average())];
        Best = Enumerable.Range(0, Columns.Length).Where(model => !MeanOutcome.IsBetter(means.Max(), means[model])).MinBy(model => Cost[model].Average());
    }

    /// <summary>The models' columns in the data.</summary>
    internal int[] Columns { get; }

    internal string[] Names { get; }

    /// <summary>Models whose outcomes are known on too few rows.</summary>
    internal IReadOnlyList<string> LeftOut { get; }

    /// <summary>The rows' numbers in the data.</summary>
    internal int[] RowNumbers { get; }

    internal RoutingRow[] Rows { get; }

    internal double[][] Quality { get; }

    /// <summary>US dollars.</summary>
    internal double[][] Cost { get; }

    /// <summary>What a router can know of <see cref="Cost"/> beforehand.</summary>
    internal double[][] Expected { get; }

    /// <summary>The model with the best mean outcome, the cheapest of equals.</summary>
    internal int Best { get; }

    /// <summary>Predictions for these rows and models.</summary>
    internal double[][] Select(IReadOnlyList<double[]> predicted) => [.. RowNumbers.Select(i => Columns.Select(model => predicted[i][model]).ToArray())];
}
