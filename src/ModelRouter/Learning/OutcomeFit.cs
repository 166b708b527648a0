namespace ModelRouter;

/// <summary>What labels of one's own traffic correct in predictions: a line for each model, and what happened with the prompts most alike.</summary>
/// <remarks>
/// First a logistic of the prompt's shape with the prediction as its offset; then the labelled prompts' residuals, weighted by e^(16 (likeness − 1))
/// and drawn to zero as if <see cref="PriorWeight"/> of a label said so (Nadaraya–Watson). How much the latter count is decided by leaving each label
/// out in turn. Immutable, so safe for concurrent use.
/// </remarks>
internal sealed class OutcomeFit
{
    /// <summary>Labels of a model from which on it gets a line of its own.</summary>
    private const int LeastForLine = 8;
    private const double LinePenalty = 30;
    private const double Sharpness = 16;
    private const double PriorWeight = 0.3;

    // Of a few labels the spread is taken to be mostly that of prompts at large, which is 1.
    private const double PriorLabels = 20;
    private const double Clip = 3;
    private const double Margin = 1e-3;

    private static readonly double[] Shares = [0, 0.5, 1];
    private static readonly double[] Penalties = [.. Enumerable.Repeat(LinePenalty, PromptShape.Size)];

    private readonly Dictionary<string, ModelFit> _models = new(StringComparer.OrdinalIgnoreCase);
    private readonly double[] _centre = new double[PromptShape.Size];
    private readonly double[] _spread = new double[PromptShape.Size];
    private readonly double _share;

    private OutcomeFit(IReadOnlyList<LabelledPrompt> labels, CancellationToken ct)
    {
        Standardise(labels);
        foreach (var model in labels.GroupBy(static label => label.Model, StringComparer.OrdinalIgnoreCase))
        {
            _models[model.Key] = FitModel([.. model], ct);
        }

        _share = Shares.MinBy(share => _models.Values.Sum(model => Missed(model, share, ct)));
    }

    /// <summary>Fits the corrections; takes some 50 ms for a thousand labels.</summary>
    internal static OutcomeFit Of(IReadOnlyList<LabelledPrompt> labels, CancellationToken ct) => new(labels, ct);

    /// <summary>The chance, corrected.</summary>
    /// <param name="prompt">The prompt.</param>
    /// <param name="model">The model's name.</param>
    /// <param name="baseLogit">The logit that is predicted without labels.</param>
    internal double Correct(PromptVector prompt, string model, double baseLogit)
    {
        if (!_models.TryGetValue(model, out var fit))
        {
            return LogisticFit.Sigmoid(baseLogit);
        }

        var chance = LogisticFit.Sigmoid(baseLogit + Line(fit.Line, prompt));
        return _share == 0 ? chance : Math.Clamp(chance + (_share * Residual(fit, prompt, except: -1)), Margin, 1 - Margin);
    }

    private void Standardise(IReadOnlyList<LabelledPrompt> labels)
    {
        for (var i = 0; i < PromptShape.Size; i++)
        {
            var mean = labels.Sum(label => label.Prompt.Values[i]) / (labels.Count + PriorLabels);
            var square = labels.Sum(label => Square(label.Prompt.Values[i] - mean));
            (_centre[i], _spread[i]) = (mean, Math.Sqrt((square + PriorLabels) / (labels.Count + PriorLabels)));
        }
    }

    private ModelFit FitModel(LabelledPrompt[] labels, CancellationToken ct)
    {
        double[]? line = labels.Length < LeastForLine ? null
            : LogisticFit.Fit(
                [.. labels.Select(label => Row(label.Prompt))], [.. labels.Select(static label => label.Outcome)], Penalties,
                [.. labels.Select(static label => label.BaseLogit)], ct);
        return new(
            line, [.. labels.Select(static label => label.Prompt)],
            [.. labels.Select(label => label.Outcome - LogisticFit.Sigmoid(label.BaseLogit + Line(line, label.Prompt)))]);
    }

    private double[] Row(PromptVector prompt)
    {
        var row = new double[PromptShape.Size];
        for (var i = 0; i < row.Length; i++)
        {
            row[i] = Math.Clamp((prompt.Values[i] - _centre[i]) / _spread[i], -Clip, Clip);
        }

        return row;
    }

    private double Line(double[]? line, PromptVector prompt)
    {
        if (line is null)
        {
            return 0;
        }

        var sum = line[^1];
        for (var i = 0; i < PromptShape.Size; i++)
        {
            sum += line[i] * Math.Clamp((prompt.Values[i] - _centre[i]) / _spread[i], -Clip, Clip);
        }

        return sum;
    }

    private static double Residual(ModelFit fit, PromptVector prompt, int except)
    {
        var (sum, weights) = (0.0, PriorWeight);
        for (var i = 0; i < fit.Prompts.Length; i++)
        {
            if (i != except)
            {
                var weight = Math.Exp(Sharpness * (prompt.Likeness(fit.Prompts[i]) - 1));
                sum += weight * fit.Residuals[i];
                weights += weight;
            }
        }

        return sum / weights;
    }

    private static double Missed(ModelFit fit, double share, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var missed = 0.0;
        for (var i = 0; i < fit.Prompts.Length; i++)
        {
            missed += Square(fit.Residuals[i] - (share == 0 ? 0 : share * Residual(fit, fit.Prompts[i], except: i)));
        }

        return missed;
    }

    private static double Square(double value) => value * value;

    private sealed record ModelFit(double[]? Line, PromptVector[] Prompts, double[] Residuals);
}
