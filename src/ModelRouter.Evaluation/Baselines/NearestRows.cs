namespace ModelRouter.Evaluation;

/// <summary>A baseline: each model's mean over the labelled prompts most alike.</summary>
internal static class NearestRows
{
    internal static IReadOnlyList<double[]> Predict(RoutingDataset rows, RoutingDataset labels, CancellationToken ct)
    {
        var neighbours = new NearestPrompts(labels.Rows);
        double[] means = [.. labels.Models.Select((_, model) => Mean(labels.Rows, model, 0.5))];
        return
        [
            .. rows.Rows.Select(row =>
            {
                ct.ThrowIfCancellationRequested();
                var near = neighbours.Find(row);
                return means.Select((mean, model) => Mean(near, model, mean)).ToArray();
            }),
        ];
    }

    private static double Mean(IReadOnlyList<RoutingRow> rows, int model, double otherwise)
    {
        var (sum, count) = (0.0, 0);
        foreach (var row in rows)
        {
            (sum, count) = row.Quality[model] is { } outcome ? (sum + outcome, count + 1) : (sum, count);
        }

        return count > 0 ? sum / count : otherwise;
    }
}
