namespace ModelRouter.Evaluation;

/// <summary>Which rows are predicted, in which parts, and what may be known of each: the same for any number of labels. A part's training rows are one
/// object, by which a predictor knows again what it has learned from them.</summary>
internal sealed class TrialDivision
{
    private readonly TrialPlan _plan;
    private readonly RoutingDataset _rows;
    private readonly RoutingDataset? _source;
    private readonly Dictionary<string, int>? _foldOf;
    private readonly Part[] _parts;
    private readonly int _repeated;

    /// <exception cref="RoutingDataException">There are fewer groups than folds.</exception>
    internal TrialDivision(RoutingDataset data, TrialPlan plan)
    {
        _plan = plan;
        (var pool, _rows) = plan.Halves ? RowSplit.Halve(data, plan.Seed + plan.Draw) : (plan.Labels, data);
        _foldOf = plan.Folds > 1 ? RowSplit.Folds(data, plan.Folds, plan.Group, plan.Seed + plan.Draw) : null;
        HashSet<string> prompts = new(_rows.Rows.Select(static row => row.Prompt), StringComparer.Ordinal);
        _source = pool?.With(pool.Rows.Where(row => !prompts.Contains(row.Prompt)));
        _repeated = (pool?.Rows.Count ?? 0) - (_source?.Rows.Count ?? 0);
        _parts = [.. Enumerable.Range(0, Math.Max(plan.Folds, 1)).Select(fold => PartOf(data, fold))];
    }

    /// <summary>Lets a predictor predict.</summary>
    /// <exception cref="InvalidOperationException">The predictor gave no chance for a row and model, or one beyond 0 to 1.</exception>
    internal Trial Run(RowPredictor predictor, int? labelCount, int? labelsPerTask, IProgress<float>? progress, CancellationToken ct)
    {
        var predicted = new double[_rows.Rows.Count][];
        var nearest = new double[_rows.Rows.Count][];
        var drawn = 0;
        for (var fold = 0; fold < _parts.Length; fold++)
        {
            var part = _parts[fold];
            var labels = Labels(fold, labelCount, labelsPerTask);
            drawn += labels?.Rows.Count ?? 0;
            Put(predictor(part.Rows, part.Training, labels, ct), part.Places, predicted);

            // A fold of few rows may have no labels where others have; nothing is near its rows then.
            Put(NearestRows.Predict(part.Rows, labels ?? part.Rows.With([]), ct), part.Places, nearest);

            progress?.Report((fold + 1f) / _parts.Length);
        }

        return new(_rows, predicted, drawn > 0 ? nearest : null, drawn / _parts.Length, _repeated)
        {
            HeldOut = _foldOf is null ? null : _plan.Group,
        };
    }

    private RoutingDataset? Labels(int fold, int? count, int? perTask)
    {
        var source = _plan.Halves ? _source!.With(_source.Rows.Where(row => IsIn(row, fold))) : _source;
        var labels = source is null ? null : RowSplit.Draw(source, count, perTask, _plan.Seed + (7919 * (_plan.Draw + 1)));
        return labels?.Rows.Count > 0 ? labels : null;
    }

    // A prompt may stand in groups of several folds, as one of a benchmark's easy and hard part does, and isn't trained on then.
    private Part PartOf(RoutingDataset data, int fold)
    {
        int[] places = [.. Enumerable.Range(0, _rows.Rows.Count).Where(i => IsIn(_rows.Rows[i], fold))];
        var own = _rows.With(places.Select(i => _rows.Rows[i]));
        HashSet<string> asked = new(own.Rows.Select(static row => row.Prompt), StringComparer.Ordinal);
        return new(places, own, _foldOf is null ? null : data.With(data.Rows.Where(row => !IsIn(row, fold) && !asked.Contains(row.Prompt))));
    }

    private bool IsIn(RoutingRow row, int fold) => _foldOf is null || _foldOf[RowGroups.Of(row, _plan.Group)] == fold;

    private void Put(IReadOnlyList<double[]> part, int[] places, double[][] all)
    {
        if (part.Count != places.Length || part.Any(row => row.Length != _rows.Models.Count || !row.All(static chance => chance is >= 0 and <= 1)))
        {
            throw new InvalidOperationException("A predictor must give a chance from 0 to 1 for each row and model.");
        }

        for (var i = 0; i < places.Length; i++)
        {
            all[places[i]] = part[i];
        }
    }

    private sealed record Part(int[] Places, RoutingDataset Rows, RoutingDataset? Training);
}
