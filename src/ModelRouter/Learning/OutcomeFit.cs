namespace ModelRouter;

/// <summary>What labels of one's own traffic correct in predictions: a line for each model, and what happened with the prompts most alike.</summary>
/// <remarks>
/// First a logistic of the prompt's shape with the prediction as its offset; then the labelled prompts' residuals, weighted by e^(s (likeness − 1))
/// and drawn to zero as if a part of a label said so (Nadaraya–Watson). How sharp s is, and how large that part, is decided by leaving each label out
/// in turn. Immutable, so safe for concurrent use.
/// </remarks>
internal sealed class OutcomeFit
{
    /// <summary>Labels of a model from which on it gets a line of its own.</summary>
    private const int LeastForLine = 8;
    private const double LinePenalty = 30;

    // Of a few labels the spread is taken to be mostly that of prompts at large, which is 1.
    private const double PriorLabels = 20;
    private const double Clip = 3;
    private const double Margin = 1e-3;

    // An infinite prior keeps neighbours out.
    private static readonly Kernel[] Kernels = [new(1, double.PositiveInfinity), new(16, 1), new(32, 1)];

    private static readonly double[] Penalties = [.. Enumerable.Repeat(LinePenalty, PromptShape.Size)];

    private readonly Dictionary<string, ModelFit> _models = new(StringComparer.OrdinalIgnoreCase);
    private readonly double[] _centre = new double[PromptShape.Size];
    private readonly double[] _spread = new double[PromptShape.Size];
    private readonly Kernel _kernel;

    private OutcomeFit(IReadOnlyList<LabelledPrompt> labels, CancellationToken ct)
    {
        Standardise(labels);
        foreach (var model in labels.GroupBy(static label => label.Model, StringComparer.OrdinalIgnoreCase))
        {
            _models[model.Key] = FitModel([.. model], ct);
        }

        var missed = new double[Kernels.Length];
        foreach (var model in _models.Values)
        {
            AddMissed(model, missed, ct);
        }

        _kernel = Kernels[Array.IndexOf(missed, missed.Min())];
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
        return double.IsPositiveInfinity(_kernel.Prior) ? chance : Math.Clamp(chance + Residual(fit, prompt), Margin, 1 - Margin);
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

    private double Residual(ModelFit fit, PromptVector prompt)
    {
        var (sum, weights) = (0.0, _kernel.Prior);
        for (var i = 0; i < fit.Prompts.Length; i++)
        {
            var weight = _kernel.Weight(prompt.Likeness(fit.Prompts[i]));
            sum += weight * fit.Residuals[i];
            weights += weight;
        }

        return sum / weights;
    }

    /// <summary>Adds up how far each kernel's prediction of a label by all others is from it.</summary>
    private static void AddMissed(ModelFit fit, double[] missed, CancellationToken ct)
    {
        double[] sums = new double[Kernels.Length], weights = new double[Kernels.Length];
        for (var i = 0; i < fit.Prompts.Length; i++)
        {
            ct.ThrowIfCancellationRequested();
            Array.Clear(sums);
            Array.Clear(weights);
            for (var other = 0; other < fit.Prompts.Length; other++)
            {
                if (other == i)
                {
                    continue;
                }

                var likeness = fit.Prompts[i].Likeness(fit.Prompts[other]);
                for (var k = 1; k < Kernels.Length; k++)
                {
                    var weight = Kernels[k].Weight(likeness);
                    sums[k] += weight * fit.Residuals[other];
                    weights[k] += weight;
                }
            }

            for (var k = 0; k < Kernels.Length; k++)
            {
                missed[k] += Square(fit.Residuals[i] - (sums[k] / (weights[k] + Kernels[k].Prior)));
            }
        }
    }

    private static double Square(double value) => value * value;

    private readonly record struct Kernel(double Sharpness, double Prior)
    {
        internal double Weight(double likeness) => Math.Exp(Sharpness * (likeness - 1));
    }

    private sealed record ModelFit(double[]? Line, PromptVector[] Prompts, double[] Residuals);
}
