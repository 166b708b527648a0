namespace ModelRouter.Evaluation;

/// <summary>A way of choosing among all models, at several points between cheap and good: what each row then costs and how good it is.</summary>
internal sealed class ValueSweep
{
    private const int Steps = 10;

    private readonly double[][] _quality;
    private readonly double[][] _cost;

    private ValueSweep(double[][] quality, double[][] cost) => (_quality, _cost) = (quality, cost);

    internal int Points => _quality.Length;

    /// <summary>The highest of worth × chance − cost, by row, for each worth.</summary>
    internal static ValueSweep ByValue(ValueTable table, IReadOnlyList<double[]> chances, IReadOnlyList<double[]> costs, IEnumerable<double> worths) =>
        Of(table, worths.Select(worth => Enumerable.Range(0, table.Rows.Length).Select(row => Choose(chances[row], costs, row, worth)).ToArray()));

    /// <summary>From each corner of the single models' hull to the next, the longest prompts first.</summary>
    internal static ValueSweep ByLength(ValueTable table)
    {
        int[] order = [.. Enumerable.Range(0, table.Rows.Length).OrderByDescending(row => table.Rows[row].Prompt.Length)];
        var corners = Corners(table);
        List<int[]> choices = [Enumerable.Repeat(corners[0], order.Length).ToArray()];
        foreach (var corner in corners.Skip(1))
        {
            var from = choices[^1];
            for (var step = 1; step <= Steps; step++)
            {
                var choice = from.ToArray();
                foreach (var row in order.Take(order.Length * step / Steps))
                {
                    choice[row] = corner;
                }

                choices.Add(choice);
            }
        }

        return Of(table, choices);
    }

    /// <summary>Each model for every row.</summary>
    internal static ValueSweep Singles(ValueTable table) => new(table.Quality, table.Cost);

    /// <summary>Cost and quality of a draw of rows, at each point.</summary>
    internal CostQualityPoint[] Of(double[] weights) => [.. Enumerable.Range(0, Points).Select(point => At(point, weights))];

    internal CostQualityPoint At(int point, double[] weights) =>
        new((decimal)RowWeights.Mean(weights, _cost[point]), Math.Clamp(RowWeights.Mean(weights, _quality[point]), 0, 1));

    /// <summary>By row, how good what was chosen is.</summary>
    internal double[] Qualities(int point) => _quality[point];

    /// <summary>By row, the value of what was chosen.</summary>
    internal double[] Values(int point, double worth) => [.. _quality[point].Zip(_cost[point], (quality, cost) => (worth * quality) - cost)];

    private static ValueSweep Of(ValueTable table, IEnumerable<int[]> choices)
    {
        var all = choices.ToList();
        return new(
            [.. all.Select(choice => choice.Select((model, row) => table.Quality[model][row]).ToArray())],
            [.. all.Select(choice => choice.Select((model, row) => table.Cost[model][row]).ToArray())]);
    }

    /// <summary>Of equals the cheaper.</summary>
    private static int Choose(double[] chances, IReadOnlyList<double[]> costs, int row, double worth)
    {
        var best = 0;
        for (var model = 1; model < chances.Length; model++)
        {
            var isUnbounded = double.IsPositiveInfinity(worth);
            var gain = isUnbounded ? chances[model] - chances[best] : (worth * (chances[model] - chances[best])) - (costs[model][row] - costs[best][row]);
            best = gain > 0 || (gain == 0 && costs[model][row] < costs[best][row]) ? model : best;
        }

        return best;
    }

    private static int[] Corners(ValueTable table)
    {
        CostQualityPoint[] points = Singles(table).Of(RowWeights.Of([.. Enumerable.Range(0, table.Rows.Length)], table.Rows.Length));
        return [.. CostQualityCurve.Of(points).Hull.Select(corner => Array.IndexOf(points, corner))];
    }
}
