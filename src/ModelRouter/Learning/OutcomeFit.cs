namespace ModelRouter;

/// <summary>What labels of one's own traffic correct in predictions: a line for each model, and what happened with the prompts most alike.</summary>
/// <remarks>
/// <para>First, of each model, a logistic of the prompt's shape with the prediction as its offset, or of few labels a constant. Then what labelled prompts tell, each by its weight
/// e^(s (likeness − 1)): how much harder such prompts are than predicted, for all models alike, and how much harder for one model; both are logistics
/// of a constant that a squared penalty draws to zero (local likelihood, Tibshirani and Hastie 1987, Journal of the American Statistical Association
/// 82). So a label of one model tells something of all, and some labels of many models tell much of each.</para>
/// <para>How sharp s is, or that neighbours are better not asked, is decided by leaving each prompt out in turn. Immutable, so safe for concurrent use.</para>
/// </remarks>
internal sealed class OutcomeFit
{
    /// <summary>Labels of a model from which on it gets a line of its own: some three for each of its weights; of fewer it learns noise.</summary>
    private const int LeastForLine = 200;
    private const double LinePenalty = 30;

    /// <summary>Draws a constant of a model with fewer labels to zero: its labels may be of tasks that are harder than others.</summary>
    private const double ConstantPenalty = 10;

    // Of a few labels the spread is taken to be mostly that of prompts at large, which is 1.
    private const double PriorLabels = 20;
    private const double Clip = 3;
    private const double Margin = 1e-3;

    private static readonly double[] Penalties = [.. Enumerable.Repeat(LinePenalty, PromptShape.Size)];

    private readonly Dictionary<string, int> _models = new(StringComparer.OrdinalIgnoreCase);
    private readonly double[] _centre = new double[PromptShape.Size];
    private readonly double[] _spread = new double[PromptShape.Size];
    private readonly double[]?[] _lines;
    private readonly double[] _constants;
    private readonly Neighbourhood _neighbourhood;

    private OutcomeFit(IReadOnlyList<LabelledPrompt> labels, CancellationToken ct)
    {
        Standardise(labels);
        foreach (var label in labels)
        {
            _models.TryAdd(label.Model, _models.Count);
        }

        _lines = new double[_models.Count][];
        _constants = new double[_models.Count];
        foreach (var model in labels.GroupBy(label => _models[label.Model]))
        {
            _lines[model.Key] = FitLine([.. model], ct);
            _constants[model.Key] = _lines[model.Key] is not null ? 0 : LogisticFit.Constant(
                [.. model.Select(label => (1.0, new ModelOutcome(model.Key, label.Outcome, label.BaseLogit)))], static _ => true, offset: 0, ConstantPenalty);
        }

        _neighbourhood = Neighbourhood.Of(
            labels.GroupBy(static label => label.Prompt, static (prompt, of) => (prompt, of)),
            label => new(_models[label.Model], label.Outcome, label.BaseLogit + Line(_models[label.Model], label.Prompt)), ct);
    }

    /// <summary>Fits the corrections; takes half a second for two thousand labelled prompts.</summary>
    internal static OutcomeFit Of(IReadOnlyList<LabelledPrompt> labels, CancellationToken ct) => new(labels, ct);

    /// <summary>The chance, corrected.</summary>
    /// <param name="prompt">The prompt.</param>
    /// <param name="model">The model's name.</param>
    /// <param name="baseLogit">The logit that is predicted without labels.</param>
    internal double Correct(PromptVector prompt, string model, double baseLogit) => _models.TryGetValue(model, out var known)
        ? Math.Clamp(LogisticFit.Sigmoid(baseLogit + Line(known, prompt) + prompt.NeighboursIn(_neighbourhood).ShiftOf(known)), Margin, 1 - Margin)
        : LogisticFit.Sigmoid(baseLogit);

    private void Standardise(IReadOnlyList<LabelledPrompt> labels)
    {
        for (var i = 0; i < PromptShape.Size; i++)
        {
            var mean = labels.Sum(label => label.Prompt.Values[i]) / (labels.Count + PriorLabels);
            var square = labels.Sum(label => Math.Pow(label.Prompt.Values[i] - mean, 2));
            (_centre[i], _spread[i]) = (mean, Math.Sqrt((square + PriorLabels) / (labels.Count + PriorLabels)));
        }
    }

    private double[]? FitLine(LabelledPrompt[] labels, CancellationToken ct) => labels.Length < LeastForLine ? null
        : LogisticFit.Fit(
            [.. labels.Select(label => Row(label.Prompt))], [.. labels.Select(static label => label.Outcome)], Penalties,
            [.. labels.Select(static label => label.BaseLogit)], ct);

    private double[] Row(PromptVector prompt)
    {
        var row = new double[PromptShape.Size];
        for (var i = 0; i < row.Length; i++)
        {
            row[i] = Math.Clamp((prompt.Values[i] - _centre[i]) / _spread[i], -Clip, Clip);
        }

        return row;
    }

    private double Line(int model, PromptVector prompt)
    {
        if (_lines[model] is not { } line)
        {
            return _constants[model];
        }

        var sum = line[^1];
        for (var i = 0; i < PromptShape.Size; i++)
        {
            sum += line[i] * Math.Clamp((prompt.Values[i] - _centre[i]) / _spread[i], -Clip, Clip);
        }

        return sum;
    }
}
