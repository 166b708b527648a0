namespace ModelRouter;

/// <summary>What labels have taught, within bounds. Immutable, so safe for concurrent use.</summary>
/// <remarks>A model's odds of success move at most by the factor 1 + the number of different prompts that it has labels of. A prompt counts once for a
/// model, as the mean over sources of each source's mean.</remarks>
internal sealed class LearnedOutcomes
{
    private const double LeastChance = 1e-4;

    // A label of a prompt unlike this one tells a little of the model all the same, and of one that is alike as much as kernels of neighbours let it.
    private const double Anywhere = 0.03;
    private const double Sharpness = 16;

    private readonly OutcomeFit _fit;
    private readonly Dictionary<string, double> _limits;
    private readonly Dictionary<string, PromptVector[]> _prompts;

    private LearnedOutcomes(OutcomeFit fit, Dictionary<string, PromptVector[]> prompts)
    {
        (_fit, _prompts) = (fit, prompts);
        _limits = prompts.ToDictionary(static model => model.Key, static model => Math.Log(1 + model.Value.Length), StringComparer.OrdinalIgnoreCase);
    }

    internal static LearnedOutcomes Of(IReadOnlyList<OutcomeLabel> labels, CancellationToken ct)
    {
        var prompts = Prompts(labels).ToList();
        return new(
            OutcomeFit.Of(prompts, ct),
            prompts.GroupBy(static prompt => prompt.Model, StringComparer.OrdinalIgnoreCase)
                .ToDictionary(static model => model.Key, static model => model.Select(static label => label.Prompt).ToArray(), StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>The labels by model, the same prompts of each together: a prompt counts as the mean over sources of each source's mean.</summary>
    internal static IEnumerable<LabelledPrompt> Prompts(IReadOnlyList<OutcomeLabel> labels) =>
        labels.GroupBy(static label => label.Call.Model, StringComparer.OrdinalIgnoreCase).SelectMany(Merge);

    /// <summary>The chance that was predicted without labels, corrected.</summary>
    internal double Correct(PromptVector prompt, string model, double chance)
    {
        if (!_limits.TryGetValue(model, out var limit))
        {
            return chance;
        }

        var logit = Logit(chance);
        var corrected = Logit(_fit.Correct(prompt, model, logit));
        return LogisticFit.Sigmoid(Math.Clamp(corrected, logit - limit, logit + limit));
    }

    /// <summary>How many labels a model's prediction for a prompt rests on: those of the same prompt count fully, others the less the less they are alike.</summary>
    internal double Support(PromptVector prompt, string model)
    {
        var support = 0.0;
        foreach (var labelled in _prompts.GetValueOrDefault(model, []))
        {
            support += Anywhere + ((1 - Anywhere) * Math.Exp(Sharpness * (prompt.Likeness(labelled) - 1)));
        }

        return support;
    }

    internal static double Logit(double chance)
    {
        chance = Math.Clamp(chance, LeastChance, 1 - LeastChance);
        return Math.Log(chance / (1 - chance));
    }

    /// <summary>One model's labels, the same prompts together.</summary>
    private static IEnumerable<LabelledPrompt> Merge(IGrouping<string, OutcomeLabel> labels) =>
        labels.GroupBy(static label => label.Call.Prompt, PromptVector.SameText).Select(same => new LabelledPrompt(
            same.Last().Call.Prompt, labels.Key, same.GroupBy(static label => label.Call.Source, StringComparer.Ordinal).Average(static source => source.Average(Effective)),
            same.Last().Call.BaseLogit));

    private static double Effective(OutcomeLabel label) =>
        (label.Weight * label.Outcome) + ((1 - label.Weight) * LogisticFit.Sigmoid(label.Call.BaseLogit));
}
