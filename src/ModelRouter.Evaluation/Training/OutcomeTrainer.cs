namespace ModelRouter.Evaluation;

/// <summary>Trains weights from a deployment's own labels.</summary>
/// <remarks>
/// Of each model a logistic of the prompt's vector with what was predicted as its offset, so that it begins at the shipped weights (or the profile, or whatever predicted) and
/// only labels move it; all of it is drawn to zero as if <see cref="PriorPrompts"/> prompts said so. Whether it follows the prompts' shape, shape and topics, or only
/// each model's level is what predicts prompts best that were left out.
/// </remarks>
public static class OutcomeTrainer
{
    /// <summary>Labels that a training needs at least.</summary>
    public const int LeastLabels = 20;

    private const int MostLabels = 10_000;
    private const int Folds = 5;
    private const double PriorPrompts = 20;
    private const double Margin = 1e-4;

    // The penalty of a dimension of the shape, and of one of the topics; an infinite one leaves it out.
    private static readonly (double Shape, double Topics)[] Forms = [(double.PositiveInfinity, double.PositiveInfinity), (30, double.PositiveInfinity), (100, 100)];

    /// <summary>Trains; the same labels and seed give the same weights.</summary>
    /// <param name="labels">The labels, as a store keeps them; the newest 10,000 count.</param>
    /// <param name="onto">Weights that the result holds, too; labels that they were learned from are passed over, so that each counts once. <see langword="null"/> for the shipped
    /// ones, which it doesn't hold.</param>
    /// <param name="sourceShare">As <see cref="LearningOptions.SourceShare"/>.</param>
    /// <param name="seed">Decides which prompts are left out together.</param>
    /// <param name="progress">Is told the share that is done; <see langword="null"/> for nobody.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="RoutingDataException">There are fewer than <see cref="LeastLabels"/> labels.</exception>
    public static OutcomeTraining Train(
        IReadOnlyList<OutcomeLabel> labels, RouterWeights? onto = null, double sourceShare = 0.25, int seed = 0, IProgress<float>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(labels);
        var kept = new LabelSet(sourceShare, MostLabels);
        kept.Load(labels);
        var counted = kept.Counted();
        var anew = onto?.NewAmong(counted) ?? counted;
        if (anew.Length < LeastLabels)
        {
            var known = counted.Length > anew.Length ? $" beside {counted.Length - anew.Length} that the weights know" : "";
            throw new RoutingDataException($"There are {anew.Length} labels that count{known}; training needs at least {LeastLabels}. Tell more outcomes: modelrouter feedback.");
        }

        // In an order of its own, so that the seed alone decides.
        LabelledPrompt[] prompts = [.. LearnedOutcomes.Prompts(anew)];
        string[] models = [.. prompts.Select(static prompt => prompt.Model).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase)];
        new Random(seed).Shuffle(prompts);
        var losses = new double[Forms.Length];
        var (done, all) = (0f, (Forms.Length * Folds) + 1f);
        for (var form = 0; form < Forms.Length; form++)
        {
            for (var fold = 0; fold < Folds; fold++)
            {
                var seen = Fit(prompts.Where((_, i) => i % Folds != fold), Forms[form], cancellationToken);
                losses[form] += prompts.Where((_, i) => i % Folds == fold).Sum(prompt => Loss(prompt, seen.TryGetValue(prompt.Model, out var correction) ? correction : null));
                progress?.Report(++done / all);
            }
        }

        var before = prompts.Sum(static prompt => Loss(prompt, correction: null));
        var best = Array.IndexOf(losses, losses.Min());
        progress?.Report(1);
        return new(
            (onto ?? new RouterWeights(PromptEncoder.Default, [])).With(losses[best] < before
                ? new(PromptEncoder.Default, [], LearnedLabels.Of(anew), Fit(prompts, Forms[best], cancellationToken).Values)
                : new(PromptEncoder.Default, [])),
            anew.Length, prompts.Length, models, before / prompts.Length, Math.Min(before, losses[best]) / prompts.Length);
    }

    private static SortedDictionary<string, OutcomeCorrection> Fit(IEnumerable<LabelledPrompt> prompts, (double Shape, double Topics) penalty, CancellationToken ct)
    {
        double[] penalties = [.. Enumerable.Range(0, PromptEncoder.Size).Select(i => i < PromptShape.Size ? penalty.Shape : penalty.Topics)];
        var corrections = new SortedDictionary<string, OutcomeCorrection>(StringComparer.OrdinalIgnoreCase);
        foreach (var model in prompts.GroupBy(static prompt => prompt.Model, StringComparer.OrdinalIgnoreCase))
        {
            LabelledPrompt[] own = [.. model];
            var line = LogisticFit.Fit(
                [.. own.Select(static prompt => prompt.Prompt.Values.ToArray().Select(static value => (double)value).ToArray())],
                [.. own.Select(static prompt => prompt.Outcome)], penalties, [.. own.Select(static prompt => prompt.BaseLogit)], ct);
            var share = own.Length / (own.Length + PriorPrompts);
            corrections[model.Key] = new(model.Key, [.. line[..^1].Select(weight => (float)(share * weight))], (float)(share * line[^1]), own.Length);
        }

        return corrections;
    }

    private static double Loss(LabelledPrompt prompt, OutcomeCorrection? correction)
    {
        var chance = Math.Clamp(LogisticFit.Sigmoid(prompt.BaseLogit + (correction?.Of(prompt.Prompt) ?? 0)), Margin, 1 - Margin);
        return -((prompt.Outcome * Math.Log(chance)) + ((1 - prompt.Outcome) * Math.Log(1 - chance)));
    }
}
